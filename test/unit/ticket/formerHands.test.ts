import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, Desk, people } from '../../support/desk.ts';

const { agent, customer, duty, order, otherAgent, pay, risk, senior, supervisor, supplier, tech } = people;
const ONE = 'KF20251103001-T1';
const planOf = (lead: StaffRef): CommandPayloads['coordinate'] => ({
  lead,
  latestMilestoneAt: null,
  tasks: [{ department: 'ORDER', responsible: refOf(order), milestoneAt: at('2025-11-05 18:00') }],
});
/** Urgent at night: 3004 has it as the one on duty. */
const atNight = (): Desk =>
  new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone', at: at('2025-11-03 20:00'), duty: refOf(duty) });
const inHand = (): Desk => new Desk({ channel: 'phone' }).do('take-over', agent, {});
/** 2001 has it, 2003 leads its plan. */
const ledBeside = (): Desk =>
  new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' })
    .do('take-over', pay, {})
    .do('coordinate', supervisor, planOf(refOf(tech)));

describe('whoever had a ticket hears who has it now', () => {
  test('where a supervisor hands it on', () => {
    const desk = inHand().do('hand-on', supervisor, { to: refOf(otherAgent) });
    expect(desk.told('ticket-handed-on')).toEqual(['1001', '1002', 'customer']);
  });

  test('where somebody else takes over what he was only named for', () => {
    const desk = atNight().do('take-over', risk, {});
    expect(desk.told('ticket-handed-on')).toEqual(['3004']);
  });

  test('where a supervisor plans the round for which he was called out', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' }).do('take-over', risk, {});
    desk.do('answer', risk, {}).do('reject', customer, { duty: refOf(senior) });
    desk.do('coordinate', supervisor, planOf(refOf(people.qual)));
    expect(desk.told('ticket-handed-on')).toEqual(['1003']);
  });

  test('but nobody of what he gave away himself', () => {
    const own = inHand().do('hand-on', agent, { to: refOf(otherAgent) });
    expect(own.told('ticket-handed-on')).toEqual(['1002', 'customer']);
    const given = new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }).do('take-over', pay, {});
    given.do('hand-on', supervisor, { to: refOf(supervisor) });
    given.do('reassign', supervisor, { from: supervisor.staffNo, to: refOf(pay), why: 'supervisor' });
    expect(given.told('ticket-handed-on')).toEqual(['2001', '3001', 'customer', '2001', 'customer']);
  });
});

describe('whoever led a plan hears who leads it now', () => {
  test('also where the ticket stays with whoever has it beside him', () => {
    const desk = ledBeside().do('coordinate', supervisor, planOf(refOf(senior)));
    expect(desk.state).toMatchObject({ assignee: refOf(pay), lead: refOf(senior) });
    expect(desk.told('ticket-handed-on')).toEqual(['2003']);
  });

  test('that of a plan with the ruling, that of what it ordered with the appeal', () => {
    const measure = {
      department: 'ORDER',
      responsible: refOf(order),
      milestoneAt: at('2025-11-13 18:00'),
      reworded: true,
    } as const;
    const desk = ledBeside().do('open-dispute', customer, { supplierCompanyId: 'supplier' });
    desk.do('refuse-claim', supplier, {}).passTo(at('2025-11-08 12:00'));
    desk.do('rule', supervisor, { outcome: 'FOR_BUYER', measures: [measure] });
    expect(desk.told('ticket-handed-on')).toEqual(['2003']);
    const led = { lead: refOf(senior), latestMilestoneAt: null, tasks: [measure] };
    desk.do('coordinate', supervisor, led).do('appeal', supplier, {});
    expect(desk.state.lead).toBeNull();
    expect(desk.told('ticket-left')).toEqual(['1003']);
  });

  test('where it is handed on with nothing left of the plan', () => {
    const desk = ledBeside().do('task-cancel', supervisor, { taskId: ONE });
    desk.do('hand-on', supervisor, { to: refOf(people.otherPay) });
    expect(desk.told('ticket-handed-on')).toEqual(['2001', '2003', '2005', 'customer']);
  });
});

describe('whoever leads a plan beside somebody hears as he does', () => {
  const answered = (): Desk => ledBeside().do('task-cancel', supervisor, { taskId: ONE }).do('answer', tech, {});

  test('that the answer was refused, and that it came back', () => {
    expect(answered().do('reject', customer, {}).told('answer-rejected').slice(0, 2)).toEqual(['2001', '2003']);
    const again = answered().do('accept', customer, {});
    expect(again.told('answer-accepted')).toEqual(['2001', '2003']);
    expect(again.do('reopen', customer, {}).told('ticket-reopened').slice(0, 2)).toEqual(['2001', '2003']);
  });

  test('that somebody else closed it', () => {
    expect(ledBeside().do('withdraw', customer, {}).told('ticket-closed').slice(0, 2)).toEqual(['2001', '2003']);
    expect(ledBeside().do('decline', supervisor, {}).told('ticket-closed')).toContain('2003');
  });
});

describe('whoever has what goes back to a queue hears that he has it no more', () => {
  test('named at night, where a supervisor finds that it is not urgent', () => {
    const desk = atNight().do('downgrade-urgent', supervisor, {});
    expect(desk.state.assignee).toBeNull();
    expect(desk.told('ticket-left')).toEqual(['3004']);
  });

  test('named at night, where its department sends it back', () => {
    expect(atNight().do('send-back', risk, {}).told('ticket-left')).toEqual(['3004']);
  });

  test('handed to him in a dispute, where what made it his was that it was urgent', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' });
    desk.do('open-dispute', customer, { supplierCompanyId: 'supplier' });
    desk.do('hand-on', supervisor, { to: refOf(senior) }).do('downgrade-urgent', supervisor, {});
    expect(desk.told('ticket-left')).toEqual(['1003']);
  });

  test('but not where he was given it to go on with, as somebody had taken it over before the dispute', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' }).do('take-over', risk, {});
    desk.do('hand-on', supervisor, { to: refOf(senior) });
    desk.do('open-dispute', customer, { supplierCompanyId: 'supplier' }).do('downgrade-urgent', supervisor, {});
    expect(desk.state.assignee).toEqual(refOf(senior));
    expect(desk.told('ticket-left')).toEqual([]);
  });

  test('but nobody who finds that himself, or who keeps it', () => {
    expect(atNight().do('downgrade-urgent', duty, {}).told('ticket-left')).toEqual([]);
    const kept = atNight().do('take-over', duty, {}).do('downgrade-urgent', supervisor, {});
    expect(kept.told('ticket-left')).toEqual([]);
  });
});
