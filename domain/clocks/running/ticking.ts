import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { lapses } from '../rules.ts';
import type { Clock, Moment, Pause } from '../types.ts';

export function isTicking(clock: Clock<ClockId>): boolean {
  return clock.status === 'running' || clock.status === 'paused';
}

/** The moments of a clock that are still to come, seen from what was done already. */
export function momentsAhead(clock: Clock<ClockId>): readonly Moment[] {
  if (!isTicking(clock) || clock.plan === null) return [];
  const { doneUntil } = clock;
  return clock.plan.moments.filter((moment) => doneUntil === null || moment.at > doneUntil);
}

export function nextMoment(clock: Clock<ClockId>): Moment | undefined {
  return momentsAhead(clock)[0];
}

/** The end of a limit, and who is told of it, as it was planned before it was found missed. */
export function dueMoment({ plan }: Pick<Clock<ClockId>, 'plan'>): Moment | undefined {
  return plan?.moments.find(({ kind }) => kind === 'due') ?? plan?.endInPause?.due;
}

/** Past its limit at `at`, whether or not its timer has fired yet. */
export function isPastDue(clock: Clock<ClockId>, at: Instant): boolean {
  const dueAt = clock.plan?.dueAt ?? null;
  return clock.status !== 'paused' && dueAt !== null && at > dueAt;
}

/** Missed as everybody is told: from the due instant on, also before that is written down; waits and windows lapse instead. */
export function isMissed(
  clock: Pick<Clock<ClockId>, 'id' | 'status' | 'breached'> & { readonly dueAt: Instant | null },
  now: Instant,
): boolean {
  if (clock.breached) return true;
  if (clock.status !== 'running' || clock.dueAt === null || clock.dueAt > now) return false;
  return !lapses(clock.id);
}

/** Ended at `at` it is missed though it stands still: its pause has moved its end by nothing. */
function isMissedInPause({ status, plan }: Clock<ClockId>, at: Instant): boolean {
  const end = plan?.endInPause;
  return status === 'paused' && end !== undefined && at > end.due.at && at < end.movedFrom;
}

/** A clock that stops now; whether in time is judged by its due instant. A wait is never missed, however late its timer is. */
export function ended<Id extends ClockId>(clock: Clock<Id>, at: Instant, how: 'done' | 'cancelled'): Clock<Id> {
  const isLate = !lapses(clock.id) && (isPastDue(clock, at) || isMissedInPause(clock, at));
  const breached = clock.breached || isLate;
  const status = how === 'cancelled' ? 'cancelled' : breached ? 'breached' : 'met';
  return { ...clock, breached, status, pauses: pausesEnded(clock.pauses, at), stoppedAt: at };
}

/** Whatever still stands ends now. */
export function pausesEnded(pauses: readonly Pause[], at: Instant): readonly Pause[] {
  return pauses.map((pause): Pause => (pause.to === null ? { ...pause, to: at } : pause));
}
