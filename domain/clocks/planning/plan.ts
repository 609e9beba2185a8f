import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { dayOf, isProvisional, nextClosing, workdaysBetween } from '../../calendar/workTime.ts';
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
import type { Clock, ClockPlan } from '../types.ts';

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
  const rule = ruleOf(clock, { calendar, policy });
  const start = msOf(clock.startedAt);
  const limits = limitsOf(rule, clock, calendar);
  return {
    targetAt: limits.target === null ? null : instantOf(limits.target),
    dueAt: limits.due === null ? null : instantOf(limits.due),
    ...awaited(clock, { rule, limits, calendar }),
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

/** The same of a clock that has begun: what is asked for when its length has run out already is due by the next workday's closing. */
export function ruleOf(
  clock: Pick<Clock<ClockId>, 'id' | 'terms' | 'startedAt'>,
  { calendar, policy }: Pick<Timetable, 'calendar' | 'policy'>,
): ClockRule {
  const rule = ruleInForce(clock, policy);
  const { askedAt } = clock.terms;
  if (askedAt === undefined) return rule;
  const [start, asked] = [msOf(clock.startedAt), msOf(askedAt)];
  const end = endOf(rule.length, start, calendar);
  if (end === null || end > asked) return rule;
  const n = workdaysBetween(dayOf(start, calendar), dayOf(asked, calendar), calendar) + 1;
  return { ...rule, length: { kind: 'workdays', n } };
}

/** Limits, and how the end came about. */
export interface MovedLimits extends Limits {
  /** What the pauses added to the due, in workdays. */
  readonly pausedWorkdays: number;
  /** From when on what stands still moves the due; in ms. */
  readonly countedFrom: number;
  /** The date set by hand that the due is, before pauses moved it; in ms, null where the rule gives it. */
  readonly setFor: number | null;
}

/** Target and due as pauses and a date set by hand have moved them; in ms. What stood still before a date was set is reckoned in it. */
export function limitsOf(
  rule: ClockRule,
  clock: Pick<Clock, 'startedAt' | 'terms' | 'pauses'>,
  calendar: Calendar,
): MovedLimits {
  const { pastTargetAt } = clock.terms;
  const start = msOf(clock.startedAt);
  const pausesFrom = (from: number) => (rule.pausable ? endedPauses(clock.pauses, from) : []);
  const moved = (limit: number, from: number) => {
    const pausedDays = pausedWorkdays(limit, pausesFrom(from), calendar);
    return { due: moveByWorkdays(limit, pausedDays, calendar), pausedWorkdays: pausedDays };
  };
  const [end = NO_END] = endsOf(rule, clock, calendar)
    .map(({ limit, countedFrom, setFor }) => ({ ...moved(limit, countedFrom), countedFrom, setFor }))
    .sort((one, other) => one.due - other.due);
  const target = rule.target ? endOf(rule.target, start, calendar) : null;
  const movedTarget = target === null ? null : moved(target, start).due;
  const ownTarget = pastTargetAt === undefined ? movedTarget : msOf(pastTargetAt);
  // A date set by hand may come before the rule's own target, which promises nothing more then.
  const isOvertaken = end.setFor !== null && ownTarget !== null && end.due !== null && ownTarget >= end.due;
  return { ...end, countedFrom: Math.max(start, end.countedFrom), target: isOvertaken ? null : ownTarget };
}

const NO_END = { due: null, pausedWorkdays: 0, countedFrom: 0, setFor: null } as const;

interface End extends Pick<MovedLimits, 'countedFrom' | 'setFor'> {
  readonly limit: number;
}

/** The ends that a clock has before pauses move them, of which the earliest holds: a date set for it, else its rule's; and one told before. */
function endsOf(rule: ClockRule, { startedAt, terms }: Pick<Clock, 'startedAt' | 'terms'>, calendar: Calendar): End[] {
  const { fixedDueAt, fixedAt, noLaterThan = null } = terms;
  const start = msOf(startedAt);
  const byHand = (dueAt: Instant, since: Instant): End => {
    const limit = msOf(dueAt);
    return { limit, countedFrom: Math.max(start, msOf(since)), setFor: limit };
  };
  const byRule = fixedDueAt === null ? endOf(rule.length, start, calendar) : null;
  return [
    ...(fixedDueAt === null ? [] : [byHand(fixedDueAt, fixedAt ?? startedAt)]),
    ...(byRule === null ? [] : [{ limit: byRule, countedFrom: start, setFor: null }]),
    ...(noLaterThan === null ? [] : [byHand(noLaterThan.dueAt, noLaterThan.since)]),
  ];
}

/** Days off matter for the limit itself; the year of a later escalation alone makes nothing provisional. */
export function isPlanProvisional(rule: ClockRule, start: number, limits: Limits, calendar: Calendar): boolean {
  return needsWorkdays(rule.length) && isProvisional(start, limits.due ?? start, calendar);
}

interface Reckoned {
  readonly rule: ClockRule;
  readonly limits: MovedLimits;
  readonly calendar: Calendar;
}

/** Those of its life to which this clock will come; of one that stands still, also the end to which it may have come already. */
function awaited(
  clock: Clock<ClockId>,
  { rule, limits, calendar }: Reckoned,
): Pick<ClockPlan, 'moments' | 'endInPause'> {
  const { status, startedAt } = clock;
  const { due } = limits;
  const moments = () =>
    momentsOf(rule, msOf(startedAt), isTargetKept(clock) ? { ...limits, target: null } : limits, calendar);
  const stoodAt = standsSince(clock);
  if (stoodAt === null) return { moments: status === 'running' ? moments() : [] };
  if (status !== 'paused' || due === null) return { moments: [] };
  if (msOf(stoodAt) >= due) return { moments: moments().filter(({ at }) => msOf(at) > due) };
  const [end] = moments().filter(({ kind }) => kind === 'due');
  const since = Math.max(msOf(clock.pauses.at(-1)?.from ?? stoodAt), limits.countedFrom);
  // The closing at which the pause that lasts first moves the limit.
  const movedFrom = instantOf(nextClosing(since, calendar));
  return { moments: [], ...(end !== undefined && end.at < movedFrom && { endInPause: { due: end, movedFrom } }) };
}
