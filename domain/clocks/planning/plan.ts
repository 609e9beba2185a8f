import type { ClockId } from '../../../contracts/clocks.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { isProvisional } from '../../calendar/workTime.ts';
import { instantOf, msOf } from '../../calendar/zone.ts';
import { endOf, needsWorkdays } from './lengths.ts';
import type { Limits } from './moments.ts';
import { momentsOf } from './moments.ts';
import { endedPauses, moveByWorkdays, pausedWorkdays } from '../running/pauses.ts';
import { isTargetKept, standsSince } from '../running/reached.ts';
import type { Policy } from '../policy.ts';
import type { ClockRule } from '../rule.ts';
import { ruleUnder } from '../ruleUnder.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock, ClockPlan, Moment } from '../types.ts';

/**
 * The instants of a clock, all from its recorded start, terms and pauses: planning twice gives the same.
 *
 * 1. A limit set by hand replaces the rule's due; pauses move target and due of clocks that may pause, but no target that came before.
 * 2. A running clock has moments. One that stands still keeps its `dueAt` and waits for nothing, unless it was missed before it stood
 *    still, which heals nothing: what follows a workday later comes all the same. One that has stopped has none.
 * 3. A set-date clock without its date has no due and no moments.
 *
 * Instants are UTC; days are counted in the calendar's zone. Throws a RangeError for a malformed instant.
 * Who is told at each moment is written into it. Norm: docs/norms.md, clocks; domain/clocks/rules.ts.
 */
export function planClock(clock: Clock<ClockId>, { calendar, policy }: Timetable): ClockPlan {
  const rule = ruleInForce(clock, policy);
  const start = msOf(clock.startedAt);
  const limits = limitsOf(rule, clock, calendar);
  return {
    targetAt: limits.target === null ? null : instantOf(limits.target),
    dueAt: limits.due === null ? null : instantOf(limits.due),
    moments: awaitedMoments(clock, { rule, limits, calendar }),
    // A promise names any time, whatever becomes of the day.
    provisional: clock.id !== 'PROMISE' && isPlanProvisional(rule, start, limits, calendar),
  };
}

/** The rule a clock runs by under a policy: until a date is set, the time within which it must be (DECISION 16). */
export function ruleInForce({ id, terms }: Pick<Clock<ClockId>, 'id' | 'terms'>, policy: Policy): ClockRule {
  const rule = ruleUnder(policy, id, terms.department);
  const { length } = rule;
  if (length.kind !== 'set-date' || length.setWithinWorkdays === undefined || terms.phase === 'second') return rule;
  return { ...rule, length: { kind: 'workdays', n: length.setWithinWorkdays } };
}

/** Limits and what the pauses added to the due, in workdays. */
export interface MovedLimits extends Limits {
  readonly pausedWorkdays: number;
}

/** Target and due as pauses and a date set by hand have moved them; in ms. What stood still before a date was set is reckoned in it. */
export function limitsOf(
  rule: ClockRule,
  clock: Pick<Clock, 'startedAt' | 'terms' | 'pauses'>,
  calendar: Calendar,
): MovedLimits {
  const { fixedDueAt, fixedAt, pastTargetAt } = clock.terms;
  const start = msOf(clock.startedAt);
  const since = fixedDueAt === null || fixedAt === null ? start : Math.max(start, msOf(fixedAt));
  const target = rule.target ? endOf(rule.target, start, calendar) : null;
  const due = fixedDueAt === null ? endOf(rule.length, start, calendar) : msOf(fixedDueAt);
  const pausesFrom = (from: number) => (rule.pausable ? endedPauses(clock.pauses, from) : []);
  const extra = due === null ? 0 : pausedWorkdays(due, pausesFrom(since), calendar);
  const movedTarget =
    target === null ? null : moveByWorkdays(target, pausedWorkdays(target, pausesFrom(start), calendar), calendar);
  return {
    target: pastTargetAt === undefined ? movedTarget : msOf(pastTargetAt),
    due: due === null ? null : moveByWorkdays(due, extra, calendar),
    pausedWorkdays: extra,
  };
}

/** Days off matter for the limit itself; the year of a later escalation alone makes nothing provisional. */
export function isPlanProvisional(rule: ClockRule, start: number, limits: Limits, calendar: Calendar): boolean {
  return needsWorkdays(rule.length) && isProvisional(start, limits.due ?? start, calendar);
}

interface Reckoned {
  readonly rule: ClockRule;
  readonly limits: Limits;
  readonly calendar: Calendar;
}

/** Those of its life to which this clock will come. */
function awaitedMoments(clock: Clock<ClockId>, { rule, limits, calendar }: Reckoned): readonly Moment[] {
  const { status, startedAt } = clock;
  const { due } = limits;
  const stoodAt = standsSince(clock);
  const moments = () =>
    momentsOf(rule, msOf(startedAt), isTargetKept(clock) ? { ...limits, target: null } : limits, calendar);
  if (stoodAt === null) return status === 'running' ? moments() : [];
  if (status !== 'paused' || due === null || msOf(stoodAt) < due) return [];
  return moments().filter(({ at }) => msOf(at) > due);
}
