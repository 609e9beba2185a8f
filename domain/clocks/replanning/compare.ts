import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { ReplanKept } from '../../../contracts/jobs.ts';
import { planClock } from '../planning/plan.ts';
import { clockRule } from '../rules.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock, ClockPlan } from '../types.ts';

/** What another timetable makes of a clock. */
export type Comparison =
  /** It goes on as it is: what is settled is never judged again. */
  | { readonly kind: 'kept'; readonly why: 'ended' | ReplanKept }
  | { readonly kind: 'unchanged' }
  /** Same limits, but somebody is told at another time, or the days it counts are now published or no longer so. */
  | { readonly kind: 'adjusted'; readonly before: ClockPlan; readonly after: ClockPlan }
  /** Its limit or its target lies elsewhere. */
  | { readonly kind: 'moved'; readonly before: ClockPlan; readonly after: ClockPlan };

/**
 * Compares a clock's limit as it was told with the one another timetable would give it, from the same recorded start and pauses.
 *
 * 1. A clock that has ended, is breached or past its limit stays as it is.
 * 2. So does one whose limit or target lies before `now` (of a clock that stands still: before its pause), or would then: nobody is late by a rule
 *    made later, and what was missed is not missed again.
 * 3. So does a wait or window that would end earlier than its customer or the parties were told; told as provisional, it may.
 *
 * Instants are UTC. Throws a RangeError for a malformed instant.
 */
export function compareClock(
  clock: Clock<ClockId>,
  { before, after }: { readonly before: Timetable; readonly after: Timetable },
  now: Instant,
): Comparison {
  if (clock.status !== 'running' && clock.status !== 'paused') return { kind: 'kept', why: 'ended' };
  const told = clock.plan ?? planClock(clock, before);
  const reached = reachedBy(clock, now);
  if (clock.breached || (told.dueAt !== null && told.dueAt <= reached)) return { kind: 'kept', why: 'breached' };
  const anew = planClock(clock, after);
  if (isJudgedAnew(told.dueAt, anew.dueAt, reached) || isJudgedAnew(told.targetAt, anew.targetAt, reached))
    return { kind: 'kept', why: 'past' };
  if (isCutShort(clock, told, anew)) return { kind: 'kept', why: 'told' };
  if (told.dueAt !== anew.dueAt || told.targetAt !== anew.targetAt) return { kind: 'moved', before: told, after: anew };
  return isSamePlan(told, anew) ? { kind: 'unchanged' } : { kind: 'adjusted', before: told, after: anew };
}

/** How far a clock has come: while it stands still, no further than where it stopped, whatever it stood still for since. */
export function reachedBy({ pauses }: Pick<Clock, 'pauses'>, now: Instant): Instant {
  if (pauses.at(-1)?.to !== null) return now;
  return pauses.reduceRight((reached, { from, to }) => (to === null || to === reached ? from : reached), now);
}

function isJudgedAnew(told: Instant | null, anew: Instant | null, reached: Instant): boolean {
  return told !== anew && [told, anew].some((instant) => instant !== null && instant <= reached);
}

/** Whoever has to act in a wait or window counts on the time that was told. Norm: docs/norms.md, policies and versions. */
function isCutShort({ id }: Pick<Clock<ClockId>, 'id'>, told: ClockPlan, anew: ClockPlan): boolean {
  if (clockRule(id).atDue !== 'lapse' || told.provisional) return false;
  return anew.dueAt !== null && (told.dueAt === null || anew.dueAt < told.dueAt);
}

function isSamePlan(a: ClockPlan, b: ClockPlan): boolean {
  return a.provisional === b.provisional && JSON.stringify(momentsOf(a)) === JSON.stringify(momentsOf(b));
}

function momentsOf({ moments }: ClockPlan) {
  return moments.map(({ kind, at, step, told = [] }) => [kind, at, step, told]);
}
