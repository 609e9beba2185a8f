import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import { findCategory } from '../../../domain/catalog/categories.ts';
import { at, Desk, people } from '../../support/desk.ts';

const { agent, customer, inspector, manager, order, otherAgent, otherPay, pay, senior, supervisor } = people;

/** As the catalogue has it. */
function become(code: string): CommandPayloads['classify'] {
  const category = findCategory(code);
  if (category === null) throw new Error(`no category ${code}`);
  const { slaClass, routing, department, urgent } = category;
  return { category: code, slaClass, routing, department, urgent: urgent === 'always' };
}

/** Answered by 2001, and refused. */
const refused = (): Desk =>
  new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' })
    .do('take-over', pay, {})
    .do('answer', pay, {})
    .do('reject', customer, {});

describe('classified anew in a round', () => {
  test('it stays with a senior agent who took it up, whatever it becomes', () => {
    const desk = refused().do('take-over', senior, {});
    for (const code of ['ORD.PAY.FAILED', 'TEC.FAULT.FUNCTION', 'ORD.DISPUTE.CASE', 'ACC.LOGIN.NO_CODE']) {
      desk.do('classify', supervisor, become(code));
      expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', category: code, assignee: { staffNo: '1003' } });
    }
    expect(desk.told('ticket-queued')).toEqual(['PAY']);
    expect(desk.try('take-over', agent, {})).toBe('state-conflict');
    expect(desk.try('answer', senior, {})).toBeNull();
  });

  test('a specialist whose department it leaves gives it back to its level, never to whoever was refused', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'TECH', assignee: null, round: 1 });
    expect(desk.told('ticket-queued').slice(-2)).toEqual(['seniorAgent', 'TECH']);
    for (const barred of [pay, otherPay, agent, order, supervisor])
      expect(desk.try('take-over', barred, {})).toBe('forbidden');
    desk.do('take-over', people.tech, {});
    expect(desk.try('answer', people.tech, {})).toBeNull();
  });

  test('back in its first department it is still not for whoever was refused there', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    desk.do('take-over', people.tech, {}).do('classify', supervisor, become('ORD.PAY.REFUND'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'PAY' });
    expect(desk.try('take-over', pay, {})).toBe('forbidden');
    expect(desk.try('take-over', otherPay, {})).toBeNull();
  });

  test('of the front desk it is for its senior agents, and for nobody below', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('ACC.LOGIN.NO_CODE'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'FRONT' });
    for (const barred of [agent, otherAgent, otherPay]) expect(desk.try('take-over', barred, {})).toBe('forbidden');
    expect(desk.try('take-over', senior, {})).toBeNull();
  });

  test('in the second round it stays with its supervisor', () => {
    const desk = refused().do('take-over', senior, {}).do('answer', senior, {}).do('reject', customer, {});
    desk.do('take-over', supervisor, {}).do('classify', supervisor, become('TEC.FAULT.FUNCTION'));
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', round: 2, assignee: { staffNo: '3001' } });
    expect(desk.try('answer', supervisor, {})).toBeNull();
  });

  test('no limit for the solution or for being taken up starts: that of the round goes on', () => {
    const desk = refused().passTo(at('2025-11-04 10:00')).do('take-over', otherPay, {});
    const limits = desk.clocks;
    const { plan } = desk.clock('REASSESS');
    desk.do('classify', supervisor, become('TEC.FAULT.FUNCTION')).do('take-over', people.tech, {});
    desk.do('classify', supervisor, become('ACC.QUAL.REVIEW')).do('take-over', people.qual, {});
    desk.do('classify', supervisor, become('OTH.SUGGEST.FEATURE')).do('take-over', senior, {});
    expect(desk.clocks).toEqual(limits);
    expect(desk.clock('REASSESS').plan).toEqual(plan);
    expect(desk.eventTypes()).not.toContain('clock-breached');
  });

  test('found to be about the service itself, its review answers it', () => {
    const desk = refused().do('take-over', otherPay, {}).do('classify', supervisor, become('SVC.COMPLAINT'));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', department: 'QA', assignee: null });
    expect(desk.state.reviews.open).toHaveLength(1);
    expect(desk.try('take-over', inspector, {})).toBe('state-conflict');
    expect(desk.try('take-over', manager, {})).toBe('forbidden');
  });

  test('is a supervisor’s, also of a ticket that was left in a queue before rounds were kept', () => {
    const desk = refused().do('take-over', otherPay, {});
    expect(desk.try('classify', agent, become('TEC.FAULT.FUNCTION'))).toBe('forbidden');
    desk.state = { ...desk.state, status: 'ASSIGNED', assignee: null };
    expect(desk.try('classify', agent, become('TEC.FAULT.FUNCTION'))).toBe('forbidden');
    expect(desk.try('take-over', pay, {})).toBe('forbidden');
    desk.do('classify', supervisor, become('ORD.PAY.REFUND'));
    expect(desk.state.status).toBe('REASSESSING');
  });
});
