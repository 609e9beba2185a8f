import type { Kysely } from 'kysely';
import { openedOn, reviewGround } from '../db/repositories/quality/openings.ts';
import { insertReview, readReviewState } from '../db/repositories/quality/reviews.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import type { PlannedReview } from '../domain/quality/planned.ts';
import type { ReviewOpening, ReviewState } from '../domain/quality/state.ts';
import { planReview } from './planReview.ts';

interface OpenReviewDeps {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
}

/** A review as it opens, to be written with what opens it. */
export async function openedReview({ db, timetables }: OpenReviewDeps, opening: ReviewOpening): Promise<PlannedReview> {
  return planReview(openedOn(await reviewGround(db, opening), opening), timetables);
}

/**
 * The activity that opens a review and answers its state as it stands: safe to run twice, also from two places. What opened it has
 * written it, but for what was decided before that was so.
 */
export function createOpenReview(deps: OpenReviewDeps) {
  return async function openReviewOnce(opening: ReviewOpening): Promise<ReviewState> {
    const known = await readReviewState(deps.db, opening.reviewId);
    if (known !== null) return known;
    const planned = await openedReview(deps, opening);
    return deps.db.transaction().execute((tx) => insertReview(tx, planned));
  };
}
