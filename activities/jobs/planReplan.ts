import type { ClockId } from '../../contracts/clocks.ts';
import type { ReviewId } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { ListedLimit, ReplanCounts, ReplannedLimit } from '../../contracts/jobs.ts';
import type { ReplanIntent } from '../../db/repositories/timetables/jobPage.ts';
import { compareClock } from '../../domain/clocks/replanning/compare.ts';
import { answerableFor, type LimitOwner } from '../../domain/clocks/limitOwner.ts';
import { listsOfReplan } from '../../domain/clocks/replanning/lists.ts';
import { replannedLimit } from '../../domain/clocks/replanning/replanned.ts';
import { type AppliedVersions, versionsAfter } from '../../domain/clocks/running/applied.ts';
import type { TimetableVersions } from '../../domain/clocks/timetable.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { ReviewState } from '../../domain/quality/state.ts';
import { limitsOfItsReviews } from '../../domain/ticket/qualityMatter.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { type Applying, limitsUnderWay } from '../../domain/ticket/underWay.ts';
import type { PairOf } from './timetables.ts';

/** A ticket, or one of its reviews. */
export interface Plannable
  extends Pick<TicketState, 'ticketNo' | 'version' | 'timetable'>, Pick<LimitOwner, 'department' | 'tasks'> {
  readonly reviewId?: ReviewId;
  /** What a later version may move or begin. */
  readonly clocks: readonly Clock<ClockId>[];
  /** They move with the others, and are counted with the review whose limits they are. */
  readonly countedElsewhere: readonly ClockId[];
}

export function plannable(state: TicketState, applying: Applying): Plannable {
  const { ticketNo, version, timetable, department, tasks } = state;
  const clocks = limitsUnderWay({ ...state, standing: state }, applying);
  return { ticketNo, version, timetable, department, tasks, clocks, countedElsewhere: limitsOfItsReviews(state) };
}

/** It is the inspectors' work that is measured. */
export function plannableReview(state: ReviewState): Plannable {
  const { ticketNo, reviewId, version, timetable, clocks } = state;
  return { ticketNo, reviewId, version, timetable, department: 'QA', tasks: [], clocks, countedElsewhere: [] };
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
  const listed: ListedLimit[] = [];
  const { ticketNo, reviewId, version } = state;
  const whose = { ticketNo, ...(reviewId === undefined ? {} : { reviewId }) };
  for (const clock of state.clocks) {
    const timetables = await pairOf(clock.timetable);
    const outcome = compareClock(clock, timetables, at);
    if (outcome.kind === 'kept' && outcome.why === 'ended') continue;
    const told = replannedLimit(clock, outcome, timetables);
    if (told !== null) limits.push(told);
    const { id, key } = clock;
    if (!state.countedElsewhere.includes(id)) {
      counts[outcome.kind] += 1;
      const limit = { ...whose, department: answerableFor(clock, state), clock: id, key };
      listed.push(...listsOfReplan(limit, outcome, told));
    }
    const begins = outcome.kind === 'moved' && outcome.how === 'begins';
    if (outcome.kind !== 'kept' && (begins || !hasVersions(clock, versions))) keys.push(key);
  }
  const settled = keys.length === 0 && hasVersions(state, versions);
  return { ...whose, version, keys: settled ? null : keys, counts, limits, listed };
}

function hasVersions({ timetable }: Pick<Plannable, 'timetable'>, versions: AppliedVersions): boolean {
  return isSame(timetable, versionsAfter(versions, timetable));
}

function isSame(a: TimetableVersions, b: TimetableVersions): boolean {
  return a.calendar === b.calendar && a.policy === b.policy;
}
