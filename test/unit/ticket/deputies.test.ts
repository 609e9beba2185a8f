import { describe, expect, test } from 'vitest';
import type { StaffRef } from '../../../contracts/people.ts';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import { whoOrWhen } from '../../../domain/ticket/judging.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { at, commandOf, Desk, people } from '../../support/desk.ts';
import { REFUND } from '../../support/refund.ts';

const { agent, customer, duty, inspector, manager, pay, senior, supervisor, tech } = people;
const otherSupervisor = { ...supervisor, staffNo: '3011' };
const house = [agent, duty, inspector, manager, senior, supervisor];

/** A ticket that is about them; nothing of it is looked into any more. */
function about(whom: readonly StaffRef[], category = 'OTH.RULE.FEE'): Desk {
  const desk = new Desk({ category });
  desk.state = {
    ...desk.state,
    judged: whom.map(({ staffNo }) => staffNo),
    judgedRoles: Object.fromEntries(whom.map(({ staffNo, role }) => [staffNo, role])),
  };
  return desk;
}

/** Who of the house may give a command now. */
function able(state: TicketState, name: Parameters<typeof whoOrWhen>[2]): string[] {
  return house.filter((one) => whoOrWhen(state, one, name) === null).map(({ role }) => role);
}

/** As if proposals of these had been refused, one a round. */
function refused(desk: Desk, ...by: readonly StaffRef[]): TicketState {
  return {
    ...desk.state,
    status: 'REASSESSING',
    assignee: null,
    round: by.length,
    pastHandlers: by.map(({ staffNo }) => staffNo),
    refusedRoles: by.map(({ role }) => role),
  };
}

describe('in a ticket about the only supervisor the manager has his part', () => {
  const plan: CommandPayloads['coordinate'] = {
    lead: agent,
    latestMilestoneAt: null,
    tasks: [{ department: 'TECH', responsible: tech, milestoneAt: at('2025-11-05 18:00') }],
  };

  test('he plans it, and hears of the third urging', () => {
    const desk = about([supervisor], 'TEC.FAULT.PAGE');
    expect(desk.try('coordinate', supervisor, plan)).toBe('forbidden');
    expect(desk.try('coordinate', agent, plan)).toBe('forbidden');
    desk.do('urge', customer, { day: '2025-11-03' });
    expect(desk.told('urged')).toEqual(['supervisor', 'manager']);
    expect(desk.try('coordinate', manager, plan)).toBeNull();
  });

  test('he watches over it, confirms that it is urgent and gives more time', () => {
    expect(able(about([supervisor]).state, 'supervise')).toEqual(['manager']);
    expect(able(about([supervisor]).state, 'confirm-urgent')).toEqual(['manager']);
    expect(able(about([agent]).state, 'supervise')).toEqual(['supervisor']);
  });

  test('he says of a complaint what else it is, and whose it then stays', () => {
    const desk = new Desk({ category: 'SVC.COMPLAINT', about: '3001', aboutRole: 'supervisor' });
    expect(able(desk.state, 'classify')).toEqual(['manager']);
    const elsewhere = { ...REFUND, urgent: false };
    desk.state = { ...desk.state, sentBackBy: ['PAY'] };
    expect(desk.do('classify', manager, elsewhere).state.ownerFixed).toBe(true);
  });

  test('he hears of its dispute and rules, not only once that is late', () => {
    const desk = about([supervisor], 'ORD.PAY.REFUND');
    desk.do('open-dispute', customer, { supplierCompanyId: 'supplier' }).passTo(at('2025-11-14 10:00'));
    expect(desk.state.dispute?.step).toBe('DECIDING');
    expect(desk.told('dispute-opened')).toContain('manager');
    expect(desk.told('dispute-stage').filter((to) => to === 'manager')).not.toEqual([]);
    expect(desk.try('rule', manager, { outcome: 'DISMISSED', measures: [] })).toBeNull();
  });
});

test('in a ticket about the manager a supervisor decides the appeal, for good', () => {
  const desk = about([manager], 'ORD.PAY.REFUND');
  desk.do('open-dispute', customer, { supplierCompanyId: 'supplier' }).passTo(at('2025-11-14 10:00'));
  const milestoneAt = at('2025-11-20 18:00');
  const measures = [{ department: 'PAY', responsible: pay, milestoneAt, reworded: true }] as const;
  desk.do('rule', otherSupervisor, { outcome: 'FOR_SELLER', measures }).do('appeal', customer, {});
  expect(desk.told('dispute-appealed')).toContain('supervisor');
  expect(desk.try('decide-appeal', manager, { outcome: 'FOR_BUYER', measures })).toBe('forbidden');
  desk.do('decide-appeal', supervisor, { outcome: 'FOR_BUYER', measures });
  expect(desk.eventTypes()).toContain('appeal-decided');
  expect(desk.state.dispute?.ruling?.final).toBe(true);
});

describe('who is above', () => {
  test('the next one up, and not the one above him, where it is about one of the first level', () => {
    expect(able(refused(about([senior]), agent), 'take-over')).toEqual(['supervisor']);
    expect(able(refused(about([agent]), agent), 'take-over')).toEqual(['seniorAgent']);
    expect(able(refused(about([supervisor]), agent), 'take-over')).toEqual(['seniorAgent']);
    expect(able(refused(about([supervisor]), agent, senior), 'take-over')).toEqual(['manager']);
    expect(able(refused(about([senior, supervisor]), agent), 'take-over')).toEqual(['manager']);
  });

  test('a manager who is free proposes before he writes the end', () => {
    const state = refused(about([senior]), agent, supervisor);
    expect(able(state, 'close-unresolved')).toEqual([]);
    expect(able(state, 'take-over')).toEqual(['manager']);
    expect(able(refused(about([senior]), agent, supervisor, manager), 'close-unresolved')).toEqual(['manager']);
  });

  test('where it is about the only supervisor and the only manager the inspectors', () => {
    const both = about([supervisor, manager]);
    expect(able(refused(both, agent, senior), 'take-over')).toEqual(['inspector']);
    expect(able(refused(both, agent, senior, agent), 'close-unresolved')).toEqual(['inspector']);
    expect(able(both.state, 'supervise')).toEqual(['inspector']);
    expect(able(about([supervisor]).state, 'supervise')).toEqual(['manager']);
  });
});

test('what goes back to a department that may have nobody left is a supervisor’s to give', () => {
  const desk = new Desk({ category: 'SVC.COMPLAINT' }).do('classify', supervisor, REFUND).do('take-over', pay, {});
  const reviewId = 'KF20251103001-Q1';
  const told = { subject: '2001', subjectRole: 'specialist', actor: inspector, textId: null } as const;
  desk.input({ name: 'review-ended', reviewId, reopen: false, ...told });
  expect(desk.state).toMatchObject({ status: 'ASSIGNED', assignee: null });
  expect(desk.told('ticket-queued').slice(-2)).toEqual(['PAY', 'supervisor']);
  const toHimself = desk.input(commandOf('hand-on', supervisor, { to: pay }));
  expect(toHimself.ok ? null : toHimself.refusal.errors?.[0]?.expected.en).toContain('a supervisor or a manager');
  desk.do('hand-on', supervisor, { to: supervisor });
  expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: { staffNo: '3001' } });
  expect(desk.clock('SPECIALIST_TAKEOVER').status).toBe('met');
  expect(desk.try('answer', supervisor, {})).toBeNull();
});

test('what is urgent and let go of calls whoever is on duty, and who is above', () => {
  const letGo = (by: StaffRef): readonly string[] => {
    const desk = new Desk({ category: 'SVC.COMPLAINT' }).do('classify', supervisor, { ...REFUND, urgent: true });
    desk.state = { ...desk.state, assignee: by, status: 'IN_PROGRESS' };
    desk.notices.splice(0);
    const told = { subject: by.staffNo, subjectRole: by.role, actor: inspector, textId: null };
    desk.input({ name: 'review-ended', reviewId: 'KF20251103001-Q1', reopen: false, ...told });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', assignee: null });
    expect(desk.notices.filter(({ template, mail }) => template === 'urgent-confirmed' && !mail)).toEqual([]);
    return desk.told('urgent-confirmed');
  };
  expect(letGo(pay)).toEqual(['dutyAgent', 'supervisor']);
  expect(letGo(supervisor)).toEqual(['dutyAgent', 'supervisor', 'manager']);
});

test('an urgent ticket that is refused alarms whoever acts for whom it is about', () => {
  const alarmed = (whom: readonly StaffRef[]): string[] => {
    const desk = about(whom, 'ACC.LOGIN.STOLEN');
    desk.state = { ...desk.state, status: 'AWAITING_CONFIRMATION', assignee: agent, proposedBy: '1001' };
    desk.do('reject', customer, { duty: whom.includes(duty) ? 'nobody' : duty });
    const mailed = desk.notices.filter(({ mail, template }) => mail && template === 'urgent-confirmed');
    return mailed.map(({ to }) => (to.kind === 'role' ? to.role : to.kind === 'staff' ? to.staffNo : to.kind));
  };
  expect(alarmed([supervisor])).toEqual(['3004', 'supervisor', 'manager']);
  expect(alarmed([supervisor, duty])).toEqual(['supervisor', 'manager']);
  expect(alarmed([agent])).toEqual(['3004', 'supervisor']);
});
