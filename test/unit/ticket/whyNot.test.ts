import { describe, expect, test } from 'vitest';
import type { TicketCommandName } from '../../../contracts/commands.ts';
import type { Actor, StaffRef } from '../../../contracts/people.ts';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import { at, Desk, people } from '../../support/desk.ts';

const { agent, customer, manager, otherAgent, senior, supervisor, supplier, pay } = people;
const why = (desk: Desk, actor: Actor, name: TicketCommandName): string | undefined =>
  refusalFor(desk.state, actor, name)?.detail.en;

/** The customer refuses what this person answers. */
const refusedBy = (desk: Desk, actor: Actor): Desk =>
  desk.do('take-over', actor, {}).do('answer', actor, {}).do('reject', customer, {});

describe('a refusal names the one thing that stands against it', () => {
  test('somebody has it, since when', () => {
    const desk = new Desk({ at: at('2025-11-03 09:30') }).do('take-over', agent, {});
    expect(why(desk, otherAgent, 'take-over')).toBe('KF20251103001 is with 1001 since 2025-11-03 09:30.');
  });

  test.each([
    ['nobody has classified it', new Desk({ category: null }), agent, 'has no category yet: classify it first'],
    ['a supervisor leads it', new Desk({ category: 'ORD.DISPUTE.CASE' }), people.order, 'complex: a supervisor names'],
    ['it is closed', new Desk().do('withdraw', customer, {}), agent, 'is CLOSED and taken over no more'],
  ])('%s', (_what, desk, actor, words) => {
    expect(why(desk, actor, 'take-over')).toContain(words);
  });

  test('a department gave it back', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('send-back', pay, {});
    expect(why(desk, agent, 'take-over')).toContain('was sent back: classify it anew first');
  });

  test('the promise that is not kept yet, until when', () => {
    const promiseBy = at('2025-11-03 15:00');
    const desk = new Desk().do('take-over', agent, {}).do('progress-report', agent, { promiseBy });
    expect(why(desk, agent, 'merge')).toContain('is not kept yet (by 2025-11-03 15:00)');
  });
});

describe('re-assessing', () => {
  const round = (n: number): Desk =>
    [agent, senior, supervisor, manager].slice(0, n).reduce<Desk>(refusedBy, new Desk());

  test('each round says who does it, and who may not because his proposal was refused', () => {
    expect(why(round(1), otherAgent, 'take-over')).toContain(
      'a senior agent or a specialist of the department (round 1',
    );
    expect(why(round(2), senior, 'take-over')).toContain('that of 1003 was, and somebody else re-assesses');
    expect(why(round(2), senior, 'take-over')).not.toContain('close-unresolved');
  });

  test('before the third round nobody ends it in writing, and it says who is at it', () => {
    expect(why(round(1), manager, 'close-unresolved')).toContain('is in round 1 of re-assessment, and a senior agent');
    expect(why(round(2), manager, 'close-unresolved')).toContain('round 2 of re-assessment, and a supervisor');
  });

  test('nobody below the round’s level gets it by hand-on or as the lead of a plan either', () => {
    const desk = round(2).do('take-over', supervisor, {});
    expect(desk.try('hand-on', supervisor, { to: otherAgent })).toBe('unknown-staff');
    expect(desk.try('hand-on', supervisor, { to: { ...supervisor, staffNo: '3098' } })).toBeNull();
    const task = { department: 'PAY', responsible: pay, milestoneAt: at('2025-11-05 18:00') } as const;
    const plan = (lead: StaffRef) => ({ lead, tasks: [task], latestMilestoneAt: null });
    expect(round(3).try('coordinate', supervisor, plan(people.order))).toBe('plan-invalid');
    expect(round(3).try('coordinate', supervisor, plan(manager))).toBeNull();
    expect(round(1).try('coordinate', supervisor, plan(people.order))).toBeNull();
  });

  test.each(['decline', 'mark-duplicate', 'merge'] as const)('nor does anybody below it end it by %s', (name) => {
    expect(why(round(1), agent, name)).toContain('that of 1001 was, and somebody else re-assesses');
    expect(why(round(1), otherAgent, name)).toContain('a senior agent or a specialist of the department (round 1');
    expect(why(round(1), senior, name)).toBeUndefined();
    expect(why(round(2), senior, name)).toContain('that of 1003 was');
    expect(why(round(3), supervisor, name)).toContain('that of 3001 was');
    expect(why(round(3).do('take-over', manager, {}), manager, name)).toBeUndefined();
  });

  test('in the fourth round it is another manager, or the end in writing, also by the first', () => {
    const desk = round(4);
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 4 });
    expect(why(desk, manager, 'take-over')).toContain('or a manager ends it in writing with close-unresolved');
    const other = { ...manager, staffNo: '3099' };
    expect(why(desk, other, 'take-over')).toBeUndefined();
    desk.do('close-unresolved', manager, {});
    expect(desk.state.closeReason).toBe('UNRESOLVED');
  });
});

describe('a second ruling', () => {
  test('says who ruled and when, and under appeal who decides', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone', at: at('2025-11-03 10:00') });
    desk.do('open-dispute', customer, { supplierCompanyId: 'supplier' }).do('refuse-claim', supplier, {});
    desk.passTo(at('2025-11-08 10:00'));
    desk.do('rule', supervisor, { outcome: 'FOR_BUYER', measures: [] });
    expect(why(desk, supervisor, 'rule')).toBe('3001 ruled at 2025-11-08 10:00 (FOR_BUYER).');
    desk.do('appeal', supplier, {});
    expect(why(desk, supervisor, 'rule')).toContain('a manager decides with decide-appeal');
  });
});

test('a second taker of a task is told who has it, one too late that it is done', () => {
  const milestoneAt = at('2025-11-05 18:00');
  const desk = new Desk({ category: 'ORD.DISPUTE.CASE' }).do('coordinate', supervisor, {
    lead: people.order,
    tasks: [{ department: 'PAY', responsible: pay, milestoneAt }],
    latestMilestoneAt: null,
  });
  const taskId = `${desk.state.ticketNo}-T1` as const;
  const second = (): string | null => {
    const decision = desk.input({
      name: 'task-take-over',
      actor: people.otherPay,
      textId: null,
      expectedVersion: null,
      payload: { taskId },
    });
    return decision.ok ? null : decision.refusal.detail.en;
  };
  desk.do('task-take-over', pay, { taskId });
  expect(second()).toBe(`${taskId} is with 2001.`);
  desk.do('task-complete', pay, { taskId });
  expect(second()).toBe(`${taskId} was completed by 2001.`);
});
