import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { latestMilestone } from '../../../domain/clocks/planning/limits.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { limitOfPlan } from '../../../domain/ticket/clockwork.ts';
import { at, commandOf, Desk, local, people } from '../../support/desk.ts';

const { customer, order, pay, qual, supervisor } = people;
const taskId = 'KF20251103001-T1';
const MILESTONE = at('2025-11-06 18:00');

const improver = { kind: 'staff', staffNo: '2011', role: 'specialist', department: 'IMPROVE' } as const;

/** By when the plan of these departments may end, as the API finds it. */
function latestOf(desk: Desk): Instant | null {
  const limit = limitOfPlan(desk.state);
  return limit === undefined ? null : latestMilestone(limit, ['PAY', 'ORDER'], STANDARD_TIMETABLE);
}

function planUntil(desk: Desk, milestoneAt: Instant): CommandPayloads['coordinate'] {
  const tasks = [pay, order].map((responsible) => ({ department: responsible.department, responsible, milestoneAt }));
  return { lead: order, tasks, latestMilestoneAt: latestOf(desk) };
}

describe('no milestone lies after the limit of its plan', () => {
  test('of a special ticket after the date it was given; before it has one, none holds', () => {
    const desk = new Desk({ category: 'ACC.QUAL.REVIEW' }).do('take-over', qual, {});
    expect(limitOfPlan(desk.state)).toBeUndefined();
    desk.do('set-date', qual, { dueAt: at('2025-11-27 18:00') });
    expect(local(latestOf(desk))).toBe('2025-11-27 18:00');
    expect(desk.try('coordinate', supervisor, planUntil(desk, at('2025-12-31 18:00')))).toBe('plan-invalid');
    expect(desk.try('coordinate', supervisor, planUntil(desk, at('2025-11-27 18:00')))).toBeNull();
  });

  test('a date set before one of its milestones is told to whoever has that, the lead and the supervisors', () => {
    const desk = new Desk({ category: 'ACC.QUAL.REVIEW' }).do('take-over', qual, {});
    desk.do('set-date', qual, { dueAt: at('2025-11-27 18:00') });
    desk.do('coordinate', supervisor, planUntil(desk, at('2025-11-26 18:00')));
    desk.do('set-date', order, { dueAt: at('2025-11-26 18:00') });
    expect(desk.told('milestone-past-limit')).toEqual([]);
    desk.do('set-date', order, { dueAt: at('2025-11-25 18:00') });
    const each = (one: typeof pay) => [one.staffNo, order.staffNo, 'supervisor'];
    expect(new Set(desk.told('milestone-past-limit'))).toEqual(new Set([...each(pay), ...each(order)]));
  });

  test('nor does one of a plan that stood before the first date was set', () => {
    const desk = new Desk({ category: 'ACC.QUAL.REVIEW' }).do('take-over', qual, {});
    desk.do('coordinate', supervisor, planUntil(desk, at('2025-12-10 18:00')));
    desk.do('set-date', order, { dueAt: at('2025-11-26 18:00') });
    expect(desk.told('milestone-past-limit')).toContain('supervisor');
  });

  test('of a suggestion after its review', () => {
    const desk = new Desk({ category: 'OTH.SUGGEST.FEATURE' }).do('take-over', improver, {});
    const review = desk.clock('SUGGESTION_REVIEW').plan?.dueAt ?? '';
    expect(latestOf(desk)).toBe(review);
    expect(desk.try('coordinate', supervisor, planUntil(desk, at('2025-12-31 18:00')))).toBe('plan-invalid');
    expect(desk.try('coordinate', supervisor, planUntil(desk, review))).toBeNull();
  });
});

describe('a milestone is moved', () => {
  const planned = (): Desk => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE' });
    return desk.do('coordinate', supervisor, planUntil(desk, MILESTONE));
  };
  const expected = (desk: Desk, dueAt: Instant): string | undefined => {
    const decision = desk.input(commandOf('task-extend', supervisor, { taskId, dueAt }));
    return decision.ok ? undefined : decision.refusal.errors?.[0]?.expected.en;
  };

  test('within the limit, which is named', () => {
    const desk = planned();
    expect(expected(desk, at('2025-11-13 18:00'))).toBe(
      'a workday after 2025-11-06 18:00 and not after 2025-11-12 18:00',
    );
    expect(expected(desk, at('2025-11-12 18:00'))).toBeUndefined();
    expect(expected(desk, at('2025-11-13 18:00'))).toContain('at the limit of the plan already');
  });

  test('wherever the work needs it once the limit is missed, but to no day that is over', () => {
    const desk = planned().passTo(at('2025-11-17 09:00'));
    expect(desk.clock('RESOLVE_MULTI').breached).toBe(true);
    expect(expected(desk, at('2025-11-14 18:00'))).toBe('a workday after 2025-11-17 09:00');
    expect(expected(desk, at('2025-11-25 18:00'))).toBeUndefined();
  });

  test('and told as such to whoever has it, the lead and the customer, to whom the plan named another day', () => {
    const desk = planned().do('task-extend', supervisor, { taskId, dueAt: at('2025-11-11 18:00') });
    expect(desk.told('task-moved')).toEqual([pay.staffNo, order.staffNo, 'customer']);
    const params = { taskId, from: MILESTONE, milestoneAt: at('2025-11-11 18:00') };
    expect(desk.notices.at(-1)).toMatchObject({ template: 'task-moved', params });
    expect(desk.told('limit-moved')).toEqual([]);
  });
});

describe('the time to plan anew runs only while a plan can be made', () => {
  const refusedWhileWaiting = (): Desk => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    return desk.do('coordinate', supervisor, planUntil(desk, MILESTONE)).do('request-material', order, { items: 1 });
  };

  test('from the day on which the customer has brought what was asked for', () => {
    const desk = refusedWhileWaiting().do('task-refuse', pay, { taskId });
    expect(desk.clocks.filter((clock) => clock.startsWith('COORDINATION_PLAN'))).toEqual(['COORDINATION_PLAN met']);
    desk.passTo(at('2025-11-05 10:00')).do('supply-material', customer, { items: [0] });
    expect(local(desk.clock('COORDINATION_PLAN').plan?.dueAt)).toBe('2025-11-06 18:00');
    expect(desk.try('coordinate', supervisor, planUntil(desk, MILESTONE))).toBeNull();
  });

  test('also where the part was refused before he was asked', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone' });
    desk.do('coordinate', supervisor, planUntil(desk, MILESTONE)).do('task-refuse', pay, { taskId });
    expect(desk.clock('COORDINATION_PLAN').status).toBe('running');
    desk.do('request-material', order, { items: 1 });
    expect(desk.clock('COORDINATION_PLAN').status).toBe('cancelled');
    desk.passTo(at('2025-11-05 10:00')).do('waive-material', order, {});
    expect(local(desk.clock('COORDINATION_PLAN').plan?.dueAt)).toBe('2025-11-06 18:00');
  });

  test('and not beside a dispute, which ends in no plan but that of the ruling', () => {
    const desk = refusedWhileWaiting().do('open-dispute', customer, { supplierCompanyId: 'supplier' });
    desk.do('task-refuse', pay, { taskId });
    expect(desk.state.clocks.some(({ id, status }) => id === 'COORDINATION_PLAN' && status === 'running')).toBe(false);
  });
});
