import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { LimitMove, ReplanKept } from '../../../contracts/jobs.ts';
import { planClock } from '../planning/plan.ts';
import { lapses } from '../rules.ts';
import { reachedBy, withPastTarget } from '../running/reached.ts';
import { isTicking } from '../running/ticking.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock, ClockPlan } from '../types.ts';

/** A clock's own timetable, and the one it might have. */
export interface Timetables {
  readonly before: Timetable;
  readonly after: Timetable;
}

/** What another timetable makes of a clock. */
export type Comparison =
  /** It goes on as it is: what is settled is never judged again. */
  | { readonly kind: 'kept'; readonly why: 'ended' | ReplanKept }
  | { readonly kind: 'unchanged' }
  /** Same limits, but somebody is told at another time, or the days it counts are now published or no longer so. */
  | { readonly kind: 'adjusted'; readonly before: ClockPlan; readonly after: ClockPlan }
  /** Its limit or its target lies elsewhere. */
  | { readonly kind: 'moved'; readonly how: LimitMove; readonly before: ClockPlan; readonly after: ClockPlan };

/** The limit as it was told; where it was not planned, as its own timetable has it. */
export function toldDue(clock: Clock<ClockId>, { before }: Timetables): Instant | null {
  return (clock.plan ?? planClock(clock, before)).dueAt;
}

/**
 * Compares a clock's limit as it was told with the one another timetable would give it, from the same recorded start and pauses.
 *
 * 1. A clock that has ended, is breached or past its limit stays as it is; a department's own limit that is given up ends all the same.
 * 2. A target that has come, of a clock that stands still: before its pause, is a fact and stays; the limit's end follows.
 * 3. A clock whose limit or target would then have come stays as it is: nobody is late by a rule made later.
 * 4. So does a wait or window that would end earlier than its customer or the parties were told; told as provisional, it may.
 *
 * Instants are UTC. Throws a RangeError for a malformed instant.
 */
export function compareClock(clock: Clock<ClockId>, { before, after }: Timetables, now: Instant): Comparison {
  if (!isTicking(clock)) return { kind: 'kept', why: 'ended' };
  const told = clock.plan ?? planClock(clock, before);
  const reached = reachedBy(clock, now);
  const anew = planClock(withPastTarget({ ...clock, plan: told }, now), after);
  if (isGivenUp(clock, after) && told.dueAt !== null) return { kind: 'moved', how: 'ends', before: told, after: anew };
  if (clock.breached || (told.dueAt !== null && told.dueAt <= reached)) return { kind: 'kept', why: 'breached' };
  if (isPassed(told.dueAt, anew.dueAt, reached) || isPassed(told.targetAt, anew.targetAt, reached))
    return { kind: 'kept', why: 'past' };
  if (isCutShort(clock, told, anew)) return { kind: 'kept', why: 'told' };
  const how = moveOf(told, anew);
  if (how !== null) return { kind: 'moved', how, before: told, after: anew };
  return isSamePlan(told, anew) ? { kind: 'unchanged' } : { kind: 'adjusted', before: told, after: anew };
}

/** Whether the policy, unlike the one before it, gives this department no limit of its own: a re-plan calls it off, late or not. */
function isGivenUp({ id, terms }: Pick<Clock<ClockId>, 'id' | 'terms'>, { policy }: Timetable): boolean {
  return (
    id === 'DEPARTMENT_INTERNAL' && terms.department !== undefined && policy.internal[terms.department] === undefined
  );
}

function isPassed(told: Instant | null, anew: Instant | null, reached: Instant): boolean {
  return told !== anew && anew !== null && anew <= reached;
}

/** Whoever has to act in a wait or window counts on the time that was told. Norm: docs/norms.md, policies and versions. */
function isCutShort({ id }: Pick<Clock<ClockId>, 'id'>, told: ClockPlan, anew: ClockPlan): boolean {
  if (!lapses(id) || told.provisional) return false;
  return anew.dueAt !== null && (told.dueAt === null || anew.dueAt < told.dueAt);
}

function moveOf(told: ClockPlan, anew: ClockPlan): LimitMove | null {
  if (told.dueAt === anew.dueAt) return told.targetAt === anew.targetAt ? null : 'target';
  if (told.dueAt === null) return 'begins';
  if (anew.dueAt === null) return 'ends';
  return anew.dueAt < told.dueAt ? 'earlier' : 'later';
}

function isSamePlan(a: ClockPlan, b: ClockPlan): boolean {
  return a.provisional === b.provisional && JSON.stringify(momentsOf(a)) === JSON.stringify(momentsOf(b));
}

function momentsOf({ moments }: ClockPlan) {
  return moments.map(({ kind, at, step, told = [] }) => [kind, at, step, told]);
}
