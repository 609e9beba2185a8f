import type { ReviewId } from '../contracts/ids.ts';
import type { Notice } from '../contracts/notices.ts';
import type { ReviewEvent } from '../contracts/reviews.ts';
import { planClock } from '../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import { openReview } from '../domain/quality/open.ts';
import type { ReviewRecord } from '../domain/quality/record.ts';
import type { ReviewOpening, ReviewState, UpheldCount } from '../domain/quality/state.ts';

/** What a review's decisions left behind. */
export interface WrittenReview {
  state: ReviewState;
  readonly events: ReviewEvent[];
  readonly notices: Notice[];
}

/** Plans what a decision on a review left unplanned, as the store does. */
export function plannedReview(state: ReviewState): ReviewState {
  const clocks = state.clocks.map((clock) => ({ ...clock, plan: clock.plan ?? planClock(clock, STANDARD_TIMETABLE) }));
  return { ...state, clocks };
}

/** The activities of reviews without PostgreSQL; bound, since the worker calls them as plain functions. */
export class MemoryReviews {
  readonly reviews = new Map<ReviewId, WrittenReview>();

  readonly openReview = async (opening: ReviewOpening): Promise<ReviewState> => {
    const known = this.reviews.get(opening.reviewId);
    if (known !== undefined) return known.state;
    const { state, events, notices } = openReview(opening);
    const written = { state: plannedReview(state), events: [...events], notices: [...notices] };
    this.reviews.set(opening.reviewId, written);
    return written.state;
  };

  readonly recordReview = async ({ state, events, notices }: ReviewRecord): Promise<ReviewState> => {
    const written = this.of(state.reviewId);
    if (written.state.version >= state.version) return written.state;
    written.state = plannedReview(state);
    written.events.push(...events);
    written.notices.push(...notices);
    return written.state;
  };

  /** Stories last a few weeks: all that was ever upheld counts. */
  readonly countUpheld = async ({ staffNo }: UpheldCount): Promise<number> => {
    const all = [...this.reviews.values()].map(({ state }) => state);
    return all.filter(
      ({ subject, verdict, origin }) => subject === staffNo && verdict === 'UPHELD' && origin === 'complaint',
    ).length;
  };

  of(reviewId: ReviewId): WrittenReview {
    const written = this.reviews.get(reviewId);
    if (written === undefined) throw new Error(`nothing was ever written of ${reviewId}`);
    return written;
  }
}
