import type { Calendar } from '../calendar/calendar.ts';
import { isProvisional } from '../calendar/workTime.ts';
import { instantOf, msOf } from '../calendar/zone.ts';
import { endOf, needsWorkdays } from './lengths.ts';
import type { Limits } from './moments.ts';
import { momentsOf } from './moments.ts';
import { endedPauses, moveByWorkdays, pausedWorkdays } from './pauses.ts';
import type { ClockRule, Length } from './rule.ts';
import { clockRule } from './rules.ts';
import type { Clock, ClockPlan } from './types.ts';

/** By when the date of a special ticket must be set (DECISION 16). */
const DATE_TO_BE_SET: Length = { kind: 'workdays', n: 1 };

/**
 * The instants of a clock, all from its recorded start, terms and pauses: planning twice gives the same.
 *
 * 1. A limit set by hand replaces the rule's due; pauses move target and due of clocks that may pause.
 * 2. Only a running clock has moments: one that stands still or has stopped keeps its `dueAt` and waits for nothing.
 * 3. A set-date clock without its date has no due and no moments.
 *
 * Instants are UTC; days are counted in the calendar's zone. Throws a RangeError for a malformed instant.
 * Norm: docs/norms.md, clocks; domain/clocks/rules.ts.
 */
export function planClock(clock: Clock, calendar: Calendar): ClockPlan {
  const rule = ruleInForce(clock);
  const start = msOf(clock.startedAt);
  const limits = limitsOf(rule, clock, calendar);
  const running = clock.status === 'running' && clock.pauses.every(({ to }) => to !== null);
  return {
    targetAt: limits.target === null ? null : instantOf(limits.target),
    dueAt: limits.due === null ? null : instantOf(limits.due),
    moments: running ? momentsOf(rule, start, awaited(clock, limits), calendar) : [],
    provisional: isPlanProvisional(rule, start, limits, calendar),
  };
}

/** The rule with what the clock's phase makes of it. */
export function ruleInForce(clock: Pick<Clock, 'id' | 'terms'>): ClockRule {
  const rule = clockRule(clock.id);
  return clock.id === 'RESOLVE_SPECIAL' && clock.terms.phase === 'first' ? { ...rule, length: DATE_TO_BE_SET } : rule;
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
  const { fixedDueAt, fixedAt } = clock.terms;
  const start = msOf(clock.startedAt);
  const since = fixedDueAt === null || fixedAt === null ? start : Math.max(start, msOf(fixedAt));
  const target = rule.target ? endOf(rule.target, start, calendar) : null;
  const due = fixedDueAt === null ? endOf(rule.length, start, calendar) : msOf(fixedDueAt);
  const pausesFrom = (from: number) => (rule.pausable ? endedPauses(clock.pauses, from) : []);
  const extra = due === null ? 0 : pausedWorkdays(due, pausesFrom(since), calendar);
  return {
    target:
      target === null ? null : moveByWorkdays(target, pausedWorkdays(target, pausesFrom(start), calendar), calendar),
    due: due === null ? null : moveByWorkdays(due, extra, calendar),
    pausedWorkdays: extra,
  };
}

/** Days off matter for the limit itself; the year of a later escalation alone makes nothing provisional. */
export function isPlanProvisional(rule: ClockRule, start: number, limits: Limits, calendar: Calendar): boolean {
  return needsWorkdays(rule.length) && isProvisional(start, limits.due ?? start, calendar);
}

/** Once somebody has taken a re-assessment, its first limit is kept and no longer waited for. */
function awaited(clock: Clock, limits: Limits): Limits {
  return clock.id === 'REASSESS' && clock.terms.phase === 'second' ? { ...limits, target: null } : limits;
}
