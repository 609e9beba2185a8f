import { type Kysely, sql } from 'kysely';
import type { HandoverId } from '../../../contracts/handovers.ts';
import type { ReviewId } from '../../../contracts/ids.ts';
import type { StaffActor } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';
import { writeAside } from '../shifts/handoverWords.ts';

interface Reason {
  readonly key: string;
  readonly clock: string;
  readonly author: StaffActor;
  readonly reason: string;
}

export interface ReviewReason extends Reason {
  /** The same for a repeated request. */
  readonly id: string;
  readonly reviewId: ReviewId;
}

/** Puts why a limit of a review was missed into its record, and answers when it was written. The same id again changes nothing. */
export async function writeReviewReason(db: Kysely<DB>, given: ReviewReason): Promise<Date> {
  const { id, reviewId, key, clock, author, reason } = given;
  return db.transaction().execute(async (tx) => {
    const review = await tx
      .selectFrom('reviews')
      .select(['ticket_no', 'last_seq', 'status', 'version'])
      .where('review_id', '=', reviewId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const said = tx
      .selectFrom('review_events')
      .select('at')
      .where('review_id', '=', reviewId)
      .where('text_id', '=', id);
    const before = await said.executeTakeFirst();
    if (before !== undefined) return before.at;
    const { ticket_no, status, version } = review;
    const seq = review.last_seq + 1;
    await tx
      .insertInto('texts')
      .values({ id, ticket_no, body: JSON.stringify({ reason }), kept: true })
      .execute();
    await tx.updateTable('reviews').set({ last_seq: seq }).where('review_id', '=', reviewId).execute();
    await tx
      .insertInto('review_events')
      .values({
        review_id: reviewId,
        seq,
        type: 'breach-explained',
        at: sql<Date>`clock_timestamp()`,
        actor: JSON.stringify(author),
        before_status: status,
        after_status: status,
        text_id: id,
        data: JSON.stringify({ clock, key }),
        version,
      })
      .execute();
    return (await said.executeTakeFirstOrThrow()).at;
  });
}

export interface HandoverReason extends Reason {
  readonly handoverId: HandoverId;
}

/** The same of a hand-over, whose record keeps its words itself. The same words of the same person again change nothing. */
export async function writeHandoverReason(db: Kysely<DB>, given: HandoverReason): Promise<Date> {
  const { handoverId, key, clock, author, reason } = given;
  return db.transaction().execute(async (tx) => {
    await tx.selectFrom('handovers').select('status').where('handover_id', '=', handoverId).forUpdate().execute();
    const said = tx
      .selectFrom('handover_events')
      .select('at')
      .where('handover_id', '=', handoverId)
      .where('type', '=', 'breach-explained')
      .where(
        sql<boolean>`actor ->> 'staffNo' = ${author.staffNo} and data ->> 'key' = ${key} and data ->> 'reason' = ${reason}`,
      );
    const before = await said.executeTakeFirst();
    if (before !== undefined) return before.at;
    await writeAside(tx, { handoverId, type: 'breach-explained', actor: author, data: { clock, key, reason } });
    return (await said.executeTakeFirstOrThrow()).at;
  });
}
