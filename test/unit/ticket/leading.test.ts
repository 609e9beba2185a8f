import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import { mayRead } from '../../../domain/ticket/reading.ts';
import { at, Desk, people } from '../../support/desk.ts';
import { REFUND } from '../../support/refund.ts';

const { agent, customer, manager, otherAgent, otherPay, pay, senior, supervisor } = people;
const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });
const ONE = 'KF20251103001-T1';
const planOf = (lead: StaffRef): CommandPayloads['coordinate'] => ({
  lead: ref(lead),
  latestMilestoneAt: null,
  tasks: [{ department: 'PAY', responsible: ref(pay), milestoneAt: at('2025-11-05 18:00') }],
});
const NOTHING_LEFT: CommandPayloads['coordinate'] = { lead: null, tasks: [], latestMilestoneAt: null };
/** One agent has it, another leads its plan. */
const ledBeside = (): Desk => new Desk().do('take-over', agent, {}).do('coordinate', supervisor, planOf(otherAgent));

describe('who leads a plan leads nothing once it is over', () => {
  test('where its tasks are done and one goes on alone, which he is told', () => {
    const desk = ledBeside().do('task-complete', pay, { taskId: ONE }).do('coordinate', supervisor, NOTHING_LEFT);
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: ref(agent), lead: null });
    expect(desk.told('ticket-handed-on')).toEqual(['1002']);
    expect(desk.try('answer', otherAgent, {})).toBe('forbidden');
    expect(desk.try('answer', agent, {})).toBeNull();
  });

  test('where the ticket goes to another department, whose queue hears of it', () => {
    const desk = new Desk().do('take-over', agent, {}).do('coordinate', supervisor, planOf(agent));
    desk.do('task-complete', pay, { taskId: ONE }).do('coordinate', supervisor, NOTHING_LEFT);
    desk.do('classify', supervisor, REFUND);
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', department: 'PAY', assignee: null, lead: null });
    expect(desk.told('ticket-queued').at(-1)).toBe('PAY');
    desk.do('take-over', pay, {});
    expect(desk.try('answer', agent, {})).toBe('forbidden');
  });

  test.each(['rejected', 'withdrawn and re-opened'] as const)('where it is %s', (how) => {
    const desk = ledBeside();
    if (how === 'rejected') {
      desk.do('task-cancel', supervisor, { taskId: ONE }).do('answer', otherAgent, {}).do('reject', customer, {});
    } else desk.do('withdraw', customer, {}).do('reopen', customer, {});
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, lead: null, assignee: null });
    for (const former of [agent, otherAgent]) {
      expect(desk.try('take-over', former, {})).toBe('forbidden');
      expect(desk.try('progress-report', former, {})).toBe('forbidden');
    }
    desk.do('take-over', senior, {});
    expect(desk.try('answer', otherAgent, {})).toBe('forbidden');
    desk.do('answer', senior, {}).do('reject', customer, {}).do('take-over', supervisor, {});
    for (const former of [agent, otherAgent, senior]) expect(desk.try('answer', former, {})).toBe('forbidden');
    expect(desk.try('answer', supervisor, {})).toBeNull();
  });

  test('where it is handed on with nothing left of the plan', () => {
    const desk = ledBeside().do('task-cancel', supervisor, { taskId: ONE });
    desk.do('hand-on', supervisor, { to: ref(senior) });
    expect(desk.state).toMatchObject({ assignee: ref(senior), lead: ref(senior) });
    expect(desk.try('answer', otherAgent, {})).toBe('forbidden');
  });

  test('and as long as it runs he leads it, also beside another', () => {
    const desk = ledBeside().do('hand-on', supervisor, { to: ref(senior) });
    expect(desk.state).toMatchObject({ assignee: ref(senior), lead: ref(otherAgent) });
  });
});

test('who has the ticket beside its lead is told who leads it, each time another does', () => {
  const desk = ledBeside();
  const told = () => desk.notices.filter(({ template }) => template === 'plan-led-beside').map(({ params }) => params);
  expect([desk.told('plan-led'), desk.told('plan-led-beside')]).toEqual([['1002'], ['1001']]);
  desk.do('coordinate', supervisor, planOf(otherAgent));
  expect(told()).toMatchObject([{ staffNo: '1002' }]);
  desk.do('coordinate', supervisor, planOf(senior));
  desk.do('reassign', supervisor, { from: senior.staffNo, to: ref(otherAgent), why: 'left' });
  expect(told()).toMatchObject([{ staffNo: '1002' }, { staffNo: '1003' }, { staffNo: '1002' }]);
  desk.do('coordinate', supervisor, planOf(agent));
  expect(desk.told('plan-led-beside')).toEqual(['1001', '1001', '1001']);
});

test('who leads a plan of another department reads its ticket as long as he leads it, and his colleagues do not', () => {
  const desk = new Desk({ category: 'ORD.FULFIL.ARRIVAL' });
  expect(mayRead(people.tech, desk.state)).toBe(false);
  desk.do('coordinate', supervisor, planOf(people.tech));
  expect(mayRead(people.tech, desk.state)).toBe(true);
  expect(mayRead({ ...people.tech, staffNo: '2019' }, desk.state)).toBe(false);
  desk.do('coordinate', supervisor, planOf(people.order));
  expect(mayRead(people.tech, desk.state)).toBe(false);
});

describe('a round', () => {
  const refused = (...by: StaffRef[]): Desk =>
    by.reduce<Desk>((desk, { staffNo, role, department }) => {
      const actor = { kind: 'staff', staffNo, role, department } as const;
      return desk.do('take-over', actor, {}).do('answer', actor, {}).do('reject', customer, {});
    }, new Desk());
  const ledByTheOnlySupervisor = (): Desk => {
    const desk = refused(senior).do('coordinate', supervisor, planOf(supervisor));
    return desk.do('task-complete', pay, { taskId: ONE }).do('answer', supervisor, {}).do('reject', customer, {});
  };

  test('of a special ticket has no date beside it, whoever comes to lead its plan', () => {
    const special = new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }).do('take-over', people.qual, {});
    special.do('set-date', people.qual, { dueAt: at('2025-11-20 18:00') });
    special.do('answer', people.qual, {}).do('reject', people.customer, {});
    const tasks = [{ department: 'ORDER' as const, responsible: people.order, milestoneAt: at('2025-11-05 18:00') }];
    for (const lead of [people.senior, people.pay])
      special.do('coordinate', people.supervisor, { lead, latestMilestoneAt: null, tasks });
    expect(special.clock('RESOLVE_SPECIAL').status).toBe('met');
    expect(special.try('set-date', people.pay, { dueAt: at('2025-12-20 18:00') })).toBe('state-conflict');
  });

  test('is taken up by the next level where the only one of its own was refused', () => {
    expect(refused(senior).try('take-over', senior, {})).toBe('forbidden');
    expect(refused(senior).try('take-over', supervisor, {})).toBeNull();
    const second = ledByTheOnlySupervisor();
    expect(second.state).toMatchObject({ status: 'REASSESSING', round: 2 });
    expect(second.try('take-over', supervisor, {})).toBe('forbidden');
    expect(second.told('answer-rejected')).toContain('manager');
    expect(second.try('take-over', manager, {})).toBeNull();
  });

  test('is taken up by the next level where nobody of its own did in time', () => {
    const first = refused(agent);
    for (const above of [supervisor, manager])
      expect(refusalFor(first.state, above, 'take-over')?.detail.en).toContain('once nobody took it up by its target');
    first.passTo(at('2025-11-04 18:00'));
    first.do('urge', customer, { day: '2025-11-04' });
    expect(first.told('urged')).toEqual(['seniorAgent', 'supervisor']);
    expect(first.try('take-over', { ...people.order }, {})).toBe('forbidden');
    expect(first.try('take-over', supervisor, {})).toBeNull();
    const second = refused(agent, senior);
    expect(second.try('take-over', manager, {})).toBe('forbidden');
    second.passTo(at('2025-11-04 18:00'));
    expect(second.try('take-over', manager, {})).toBeNull();
  });

  test('is taken up by the next level where it came back to its own, and its target passed', () => {
    const desk = new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }).do('take-over', pay, {});
    desk.do('answer', pay, {}).do('reject', customer, {}).do('take-over', otherPay, {});
    desk.do('classify', supervisor, { ...REFUND, category: 'TEC.FAULT.FUNCTION', department: 'TECH' });
    expect(desk.state).toMatchObject({ status: 'REASSESSING', assignee: null });
    expect(desk.try('take-over', supervisor, {})).toBe('forbidden');
    desk.passTo(at('2025-11-05 09:00'));
    expect(desk.told('clock-warning')).toEqual(['seniorAgent', 'TECH', 'supervisor']);
    expect(desk.try('take-over', supervisor, {})).toBeNull();
  });

  test('is told to whoever may take it up: of the department and the senior agents, who was refused is left out', () => {
    const desk = new Desk({ category: 'ORD.PAY.REFUND' }).do('take-over', people.pay, {}).do('answer', people.pay, {});
    desk.do('reject', customer, {});
    const told = desk.notices.filter(({ template }) => template === 'answer-rejected').map(({ to }) => to);
    expect(told).toEqual([
      { kind: 'staff', staffNo: people.pay.staffNo },
      { kind: 'role', role: 'seniorAgent', except: [people.pay.staffNo] },
      { kind: 'department', department: 'PAY', except: [people.pay.staffNo] },
      { kind: 'role', role: 'supervisor' },
    ]);
  });

  test('bars who proposed, in his role, and nobody who only had it afterwards', () => {
    const desk = new Desk().do('take-over', senior, {}).do('answer', senior, {});
    desk.do('hand-on', supervisor, { to: ref(agent) }).do('reject', customer, {});
    expect(desk.state).toMatchObject({ round: 1, pastHandlers: ['1003'], refusedRoles: ['seniorAgent'] });
    expect(desk.try('take-over', senior, {})).toBe('forbidden');
    expect(desk.try('take-over', supervisor, {})).toBeNull();
  });

  test('bars the role of an answer that came from before roles were kept', () => {
    const desk = new Desk().do('take-over', senior, {}).do('answer', senior, {});
    const { proposedRole: _, ...older } = desk.state;
    desk.state = older;
    expect(desk.do('reject', customer, {}).state.refusedRoles).toEqual(['seniorAgent']);
  });

  test('is a limit of its own, which may be urged on the day of the one before', () => {
    const desk = refused(agent);
    desk.do('urge', customer, { day: '2025-11-03' });
    expect(desk.try('urge', customer, { day: '2025-11-03' })).toBe('already-urged');
    desk.do('take-over', senior, {}).do('answer', senior, {}).do('reject', customer, {});
    expect(desk.state).toMatchObject({ round: 2, urged: [{ clock: 'REASSESS', round: 1 }] });
    expect(desk.try('urge', customer, { day: '2025-11-03' })).toBeNull();
    expect(desk.try('urge', customer, { day: '2025-11-03' })).toBe('already-urged');
  });

  test('is never taken up from below', () => {
    for (const below of [otherAgent, people.duty, pay])
      expect(refused(agent).try('take-over', below, {})).toBe('forbidden');
    expect(refused(agent, senior).try('take-over', { ...senior, staffNo: '1009' }, {})).toBe('forbidden');
    expect(refused(agent, senior, supervisor).try('take-over', { ...supervisor, staffNo: '3009' }, {})).toBe(
      'forbidden',
    );
  });

  test('of a suggestion is reviewed by nobody whose review was refused', () => {
    const improver = { kind: 'staff', staffNo: '2011', role: 'specialist', department: 'IMPROVE' } as const;
    const desk = new Desk({ category: 'OTH.SUGGEST.FEATURE' }).do('review-suggestion', improver, { outcome: 'NO' });
    desk.do('reject', customer, {}).do('take-over', senior, {});
    expect(refusalFor(desk.state, improver, 'review-suggestion')?.detail.en).toContain('that of 2011 was');
    const other = { ...improver, staffNo: '2012' };
    expect(desk.try('review-suggestion', other, { outcome: 'LATER' })).toBeNull();
  });

  test('taken up, is answered by nobody below it', () => {
    const desk = refused(agent).do('take-over', senior, {});
    desk.state = { ...desk.state, assignee: ref(otherAgent) };
    expect(desk.try('answer', otherAgent, {})).toBe('forbidden');
  });

  test.each([
    ['first', [pay], ['seniorAgent', 'PAY']],
    ['second', [pay, otherPay], ['supervisor']],
    ['third', [pay, otherPay, supervisor], ['manager']],
  ] as const)('is the business of its level, and of nobody who was refused: the %s', (_, by, told) => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' });
    for (const actor of by) desk.do('take-over', actor, {}).do('answer', actor, {}).do('reject', customer, {});
    desk.do('urge', customer, { day: '2025-11-03' });
    expect(desk.told('urged')).toEqual(told);
  });
});
