import { describe, expect, test } from 'vitest';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { at, Desk, people } from '../../support/desk.ts';
import { timetableOf } from '../../support/policies.ts';

const inHand = (): Desk => new Desk({ channel: 'phone', category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});

describe('a supervised ticket', () => {
  test('owes a report each workday, until the answer', () => {
    const desk = inHand().do('supervise', people.supervisor, {});
    expect(desk.clock('SUPERVISION_REPORT').plan?.dueAt).toBe(at('2025-11-04 18:00'));
    desk.passTo(at('2025-11-04 11:00')).do('progress-report', people.pay, {});
    expect(desk.clocks.filter((clock) => clock.startsWith('SUPERVISION'))).toEqual([
      'SUPERVISION_REPORT met',
      'SUPERVISION_REPORT running',
    ]);
    expect(desk.clock('SUPERVISION_REPORT').plan?.dueAt).toBe(at('2025-11-05 18:00'));
    desk.do('answer', people.pay, {});
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('met');
  });

  test('owes it again after a refused answer', () => {
    const desk = inHand().do('supervise', people.supervisor, {}).do('answer', people.pay, {});
    desk.do('reject', people.customer, {});
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('running');
  });

  test('owes none while the customer is asked for material', () => {
    const desk = inHand().do('supervise', people.supervisor, {}).do('request-material', people.pay, { items: 1 });
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('paused');
  });

  test.each([
    ['material', (desk: Desk) => desk.do('request-material', people.senior, { items: 1 })],
    ['the parties', (desk: Desk) => desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' })],
  ])('nor in a round, where it was asked for while %s was waited for', (_, waiting) => {
    const round = inHand()
      .do('answer', people.pay, {})
      .do('reject', people.customer, {})
      .do('take-over', people.senior, {});
    const desk = waiting(round).do('supervise', people.supervisor, {}).passTo(at('2025-11-04 09:30'));
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('paused');
  });

  test('owes it again where a dispute follows its answer', () => {
    const desk = inHand().do('supervise', people.supervisor, {}).do('answer', people.pay, {});
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('paused');
    desk.do('refuse-claim', people.supplier, {}).passTo(desk.clock('DISPUTE_EVIDENCE').plan?.dueAt ?? '');
    desk.passTo(desk.clock('DISPUTE_PREHANDLE').plan?.dueAt ?? '');
    expect(desk.state.dispute?.step).toBe('DECIDING');
    expect(desk.clock('SUPERVISION_REPORT').status).toBe('running');
  });

  test('asked for while the customer has the answer, it owes nothing yet', () => {
    const desk = inHand().do('answer', people.pay, {}).do('supervise', people.supervisor, {});
    expect(desk.clocks).not.toContain('SUPERVISION_REPORT running');
  });
});

describe('a limit that is missed and left alone for a workday', () => {
  test.each([
    ['material', (desk: Desk) => desk.do('request-material', people.pay, { items: 1 })],
    ['his word on the answer', (desk: Desk) => desk.do('answer', people.pay, {})],
  ])('is that of a customer online too, whom nobody answers while %s is waited for', (_, waiting) => {
    const desk = waiting(new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {}));
    const at10 = at('2025-11-04 10:00');
    const word = {
      from: 'customer',
      staffNo: null,
      at: at10,
      replyClock: 'ONLINE_REPLY',
      breaksSilence: true,
    } as const;
    desk.passTo(at10).input({ name: 'message-arrived', ...word });
    desk.passTo(at('2025-11-05 18:00'));
    expect(desk.told('clock-overdue')).toEqual(['supervisor']);
    expect(desk.state.supervised).toBe(true);
  });

  test('puts the ticket under supervision under a policy that tells nobody of it, too', () => {
    const { RESOLVE_SIMPLE, ...clocks } = STANDARD_POLICY.clocks;
    const simple = { ...RESOLVE_SIMPLE, told: { near: ['owner'], due: ['owner', 'supervisor'] } } as const;
    const policy = { ...STANDARD_POLICY, clocks: { ...clocks, RESOLVE_SIMPLE: simple } };
    const desk = new Desk({ channel: 'phone' }, timetableOf(policy)).do('take-over', people.agent, {});
    desk.passTo(at('2025-11-05 18:00'));
    expect(desk.told('clock-overdue')).toEqual([]);
    expect(desk.state.supervised).toBe(true);
    expect(desk.told('supervised')).toEqual(['1001', 'manager']);
  });

  test('puts the ticket under supervision by itself, once', () => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {});
    desk.passTo(at('2025-11-05 17:59'));
    expect(desk.state.supervised).toBe(false);
    desk.passTo(at('2025-11-05 18:00'));
    const supervised = desk.events.filter(({ type }) => type === 'supervised');
    expect(supervised).toMatchObject([{ actor: { kind: 'system' }, data: { clock: 'RESOLVE_SIMPLE' } }]);
    expect(desk.told('supervised')).toEqual(['1001', 'manager']);
    expect(desk.try('supervise', people.supervisor, {})).toBe('state-conflict');
    desk.passTo(at('2025-11-20 18:00'));
    expect(desk.events.filter(({ type }) => type === 'supervised')).toHaveLength(1);
  });
});
