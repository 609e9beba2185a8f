import { type Kysely, sql } from 'kysely';
import { makeReviewId, type ReviewId, type TicketNo } from '../../../contracts/ids.ts';
import type { PlannedReview } from '../../../domain/quality/planned.ts';
import type { ReviewOpening } from '../../../domain/quality/state.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import type { DB } from '../../schema/rows.ts';
import { insertReview } from './reviews.ts';

/**
 * Opens a review of an archived ticket, as it was asked for, under the next number; the same cause again answers the first. Its workflow is
 * started afterwards, and its words are kept from now on. Throws as `insertReview`.
 */
export async function askForReview(
  db: Kysely<DB>,
  { state: { ticketNo, reviews }, cause }: { readonly state: TicketState; readonly cause: string },
  review: {
    readonly openingOf: (reviewId: ReviewId) => ReviewOpening;
    readonly planned: (opening: ReviewOpening) => PlannedReview;
  },
): Promise<ReviewOpening> {
  return db.transaction().execute(async (tx) => {
    await lockTicket(tx, ticketNo);
    const known = await tx.selectFrom('late_reviews').select('opening').where('cause', '=', cause).executeTakeFirst();
    if (known !== undefined) return known.opening;
    const opening = review.openingOf(
      makeReviewId(ticketNo, Math.max(await highestReview(tx, ticketNo), reviews.count) + 1),
    );
    const { reviewId, textId } = opening;
    await tx
      .insertInto('late_reviews')
      .values({ review_id: reviewId, ticket_no: ticketNo, cause, opening: JSON.stringify(opening) })
      .execute();
    await insertReview(tx, review.planned(opening));
    if (textId !== null) await tx.updateTable('texts').set({ kept: true }).where('id', '=', textId).execute();
    return opening;
  });
}

/** The highest number of a review that the ticket has, opened or asked for. */
async function highestReview(tx: Kysely<DB>, ticketNo: TicketNo): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(n), 0) as n from (
      select n from reviews where ticket_no = ${ticketNo}
      union all
      select split_part(review_id, '-Q', 2)::int from late_reviews where ticket_no = ${ticketNo}) numbered
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

function lockTicket(tx: Kysely<DB>, ticketNo: TicketNo): Promise<unknown> {
  return tx.selectFrom('tickets').select('ticket_no').where('ticket_no', '=', ticketNo).forNoKeyUpdate().execute();
}

/** Reviews that nobody has started for longer than a start takes. */
export async function reviewsToStart(db: Kysely<DB>, limit: number): Promise<ReviewOpening[]> {
  const rows = await db
    .selectFrom('late_reviews')
    .select('opening')
    .where('started_at', 'is', null)
    .where('asked_at', '<', sql<Date>`now() - interval '2 seconds'`)
    .orderBy('asked_at')
    .limit(limit)
    .execute();
  return rows.map(({ opening }) => opening);
}

export async function markStarted(db: Kysely<DB>, reviewId: ReviewId): Promise<void> {
  await db
    .updateTable('late_reviews')
    .set({ started_at: sql<Date>`now()` })
    .where('review_id', '=', reviewId)
    .execute();
}
