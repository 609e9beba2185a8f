import { type RawBuilder, sql } from 'kysely';

/** Of whose work a review may run that he is not told of before its result; null: he hears everything. */
export type Unaware = string | null;

/** Statuses in which a review has a result that whom it concerns may know: `hasResult` of domain/quality/who.ts. */
export const WITH_RESULT = sql`('TOLD', 'SCORED', 'APPEALED', 'FINAL')`;

/** Whether a notice is about a review that concerns this person and has no result yet: inspectors and managers are reviewed as well. */
export function isNoticeOfReviewOf(notice: string, staffNo: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from reviews r
    where r.review_id = ${sql.ref(`${notice}.params`)} ->> 'reviewId' and r.status not in ${WITH_RESULT}
      and (r.subject = ${staffNo}::text or (r.state -> 'concerned' @> to_jsonb(${staffNo}::text) and r.state ->> 'reviewedBy' is distinct from 'anybody')))`;
}

/**
 * Whether an event opened a review whose result is not told yet and that concerns this person. The ticket's state knows the review
 * in the same moment as the event; its result, and whose work the records showed it to be, stands in the review's own row.
 */
export function isReviewOf(staffNo: string, event: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${event}.type`)} in ('complained', 'sample-drawn', 'review-opened') and exists (
    select from jsonb_array_elements(tickets.state -> 'reviews' -> 'open') o
      left join reviews r on r.review_id = o ->> 'reviewId'
    where (o ->> 'openedAt')::timestamptz = ${sql.ref(`${event}.at`)}
      and coalesce(r.status, 'OPEN') not in ${WITH_RESULT}
      and (${staffNo} in (r.subject, o ->> 'subject') or o -> 'concerned' @> to_jsonb(${staffNo}::text))
  ))`;
}

/**
 * The number by which a reader knows a line of the timeline, of events or messages: without gaps also for whoever is not told
 * of some, so that no number betrays that there is anything. What is told later has its own number then.
 */
export function toldSeq(unaware: Unaware, table: 'ticket_events' | 'messages'): RawBuilder<number> {
  const seq = sql.ref<number>(`${table}.seq`);
  if (unaware === null) return sql<number>`${seq}`;
  return sql<number>`${seq} - case when tickets.state #> '{reviews,open,0}' is null then 0 else (
    select count(*)::int from ticket_events untold
    where untold.ticket_no = tickets.ticket_no and untold.seq < ${seq} and ${isReviewOf(unaware, 'untold')}) end`;
}
