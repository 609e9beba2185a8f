import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { ReviewOpening } from '../../../domain/quality/state.ts';
import type { DB } from '../../schema/rows.ts';
import { WITH_RESULT } from '../reading/untold.ts';

/** Whether another request has brought the same complaint, word for word, on this ticket. */
export async function isComplaintKnown(
  db: Kysely<DB>,
  { ticketNo, words, cause }: { readonly ticketNo: TicketNo; readonly words: object; readonly cause: string },
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (
      select from texts t join (
        select o ->> 'textId' as text_id, null as cause
          from tickets k, jsonb_array_elements(k.state #> '{reviews,open}') o where k.ticket_no = ${ticketNo}
        union all
        select coalesce(r.state, l.opening) ->> 'textId', l.cause
          from (select * from reviews where ticket_no = ${ticketNo}) r
          full join (select * from late_reviews where ticket_no = ${ticketNo}) l on l.review_id = r.review_id
      ) c on c.text_id = t.id::text
      where t.ticket_no = ${ticketNo} and t.body = ${JSON.stringify(words)}::jsonb and c.cause is distinct from ${cause}
    ) and not exists (select from decisions d where d.ticket_no = ${ticketNo} and d.cause = ${cause}) as known
  `.execute(db);
  return rows[0]?.known ?? false;
}

/** The complaint about this person on this ticket that is looked into already, and that another request has brought. */
export async function complaintUnderWay(
  db: Kysely<DB>,
  {
    ticketNo,
    subject,
    cause,
  }: { readonly ticketNo: TicketNo; readonly subject: string | null; readonly cause: string },
): Promise<ReviewOpening | null> {
  const { rows } = await sql<{ opening: ReviewOpening }>`
    select c.opening from (
      select o as opening, null as cause
        from tickets k, jsonb_array_elements(k.state #> '{reviews,open}') o where k.ticket_no = ${ticketNo}
      union all
      select opening, cause from late_reviews where ticket_no = ${ticketNo}
    ) c left join reviews r on r.review_id = c.opening ->> 'reviewId'
    where c.opening ->> 'origin' = 'complaint' and coalesce(r.status, 'OPEN') not in ${WITH_RESULT}
      and (c.opening ->> 'subject' is not distinct from ${subject} or r.subject = ${subject})
      and c.cause is distinct from ${cause}
      and not exists (select from decisions d where d.ticket_no = ${ticketNo} and d.cause = ${cause})
    limit 1
  `.execute(db);
  return rows[0]?.opening ?? null;
}
