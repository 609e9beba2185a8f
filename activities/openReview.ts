import type { Kysely } from 'kysely';
import { insertReview, lastWriter, readReviewState } from '../db/repositories/quality/reviews.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { openReview } from '../domain/quality/open.ts';
import { reviewLevel } from '../domain/quality/who.ts';
import { judges } from '../db/repositories/people/people.ts';
import type { ReviewOpening, ReviewState } from '../domain/quality/state.ts';
import { planReview } from './planReview.ts';

/**
 * The activity that opens a review and answers its state as it stands: safe to run twice, also from two places.
 * Where nobody knows whose work it is, the records say: whoever wrote to the customer last; who reviews, who is in the house.
 */
export function createOpenReview({
  db,
  timetables,
}: {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
}) {
  return async function openReviewOnce(opening: ReviewOpening): Promise<ReviewState> {
    const known = await readReviewState(db, opening.reviewId);
    if (known !== null) return known;
    const { ticketNo, department } = opening;
    // What is about the service comes to QA with it: whoever wrote there has to do with the complaint, not with its cause.
    const subject = opening.subject ?? (department === 'QA' ? null : await lastWriter(db, ticketNo));
    const about = { ...opening, subject };
    const decision = openReview(about, reviewLevel(about, await judges(db)));
    return insertReview(db, await planReview(decision, timetables));
  };
}
