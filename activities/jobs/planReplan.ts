import type { ClockId } from '../../contracts/clocks.ts';
import type { ReviewId } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { ReplanCounts, ReplannedLimit } from '../../contracts/jobs.ts';
import type { ReplanIntent } from '../../db/repositories/timetables/jobPage.ts';
import { compareClock } from '../../domain/clocks/replanning/compare.ts';
import { replannedLimit } from '../../domain/clocks/replanning/replanned.ts';
import { type AppliedVersions, versionsAfter } from '../../domain/clocks/running/applied.ts';
import type { TimetableVersions } from '../../domain/clocks/timetable.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { type Applying, limitsUnderWay } from '../../domain/ticket/underWay.ts';
import type { PairOf } from './timetables.ts';

/** A ticket, or one of its reviews. */
export interface Plannable extends Pick<TicketState, 'ticketNo' | 'version' | 'timetable'> {
  readonly reviewId?: ReviewId;
  /** What a later version may move or begin. */
  readonly clocks: readonly Clock<ClockId>[];
}

export function plannable(state: TicketState, applying: Applying): Plannable {
  const { ticketNo, version, timetable } = state;
  return { ticketNo, version, timetable, clocks: limitsUnderWay({ ...state, standing: state }, applying) };
}

export interface ReplanQuestion {
  readonly versions: AppliedVersions;
  readonly pairOf: PairOf;
  readonly at: Instant;
}

/**
 * What applying the versions to a ticket or review means: which of its limits go on by them, judged at `at`. What is settled, or would be late at
 * once, is left as it is; a ticket that has the versions throughout is left alone. Throws a RangeError where a limit cannot be reckoned.
 */
export async function planReplan(state: Plannable, { versions, pairOf, at }: ReplanQuestion): Promise<ReplanIntent> {
  const counts: ReplanCounts = { moved: 0, adjusted: 0, unchanged: 0, kept: 0 };
  const keys: string[] = [];
  const limits: ReplannedLimit[] = [];
  for (const clock of state.clocks) {
    const timetables = await pairOf(clock.timetable);
    const outcome = compareClock(clock, timetables, at);
    if (outcome.kind === 'kept' && outcome.why === 'ended') continue;
    counts[outcome.kind] += 1;
    const told = replannedLimit(clock, outcome, timetables);
    if (told !== null) limits.push(told);
    const begins = outcome.kind === 'moved' && outcome.how === 'begins';
    if (outcome.kind !== 'kept' && (begins || !hasVersions(clock, versions))) keys.push(clock.key);
  }
  const settled = keys.length === 0 && hasVersions(state, versions);
  const { ticketNo, reviewId, version } = state;
  const whose = { ticketNo, ...(reviewId === undefined ? {} : { reviewId }) };
  return { ...whose, version, keys: settled ? null : keys, counts, limits };
}

function hasVersions({ timetable }: Pick<Plannable, 'timetable'>, versions: AppliedVersions): boolean {
  return isSame(timetable, versionsAfter(versions, timetable));
}

function isSame(a: TimetableVersions, b: TimetableVersions): boolean {
  return a.calendar === b.calendar && a.policy === b.policy;
}
