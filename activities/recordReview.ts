import type { Kysely } from 'kysely';
import { countUpheld as countUpheldIn, writeReview } from '../db/repositories/quality/reviews.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import type { ReviewRecord } from '../domain/quality/record.ts';
import type { ReviewState, UpheldCount } from '../domain/quality/state.ts';
import { measureLateness } from './measureLateness.ts';
import { planReview } from './planReview.ts';

/** The activity that plans and writes a review's decision whole and answers its state; where it stands already, nothing is written. */
export function createRecordReview({
  db,
  timetables,
}: {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
}) {
  return async function recordReview(record: ReviewRecord): Promise<ReviewState> {
    const standing = await writeReview(db, await planReview(record, timetables));
    const { reviewId, version } = record.state;
    await measureLateness(db, { of: 'review', id: reviewId, version }, record.events);
    return standing;
  };
}

/** The activity that counts a person's upheld complaints of a calendar month in the service centre's zone. */
export function createCountUpheld({ db }: { readonly db: Kysely<DB> }) {
  return async function countUpheld(count: UpheldCount): Promise<number> {
    return countUpheldIn(db, count);
  };
}
