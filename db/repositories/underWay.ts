import { sql } from 'kysely';

/** What closed tickets are still owed, a row for each duty: a follow-up or a second look, and a promise that is open. */
export const OWED = sql`(
  select ticket_no, owed as duty from tickets where status = 'CLOSED' and owed is not null
  union select c.ticket_no, 'promise' from clocks c join tickets t on t.ticket_no = c.ticket_no
    where c.id = 'PROMISE' and c.status = 'running' and t.status = 'CLOSED')`;

/** Tickets for which the desk still has something to do (domain/ticket/underWay.ts); three indexes know them, and no other closed one is opened. */
export const UNDER_WAY = sql<boolean>`ticket_no in (
  select ticket_no from tickets where status not in ('CLOSED', 'ARCHIVED', 'PURGED')
  union all select ticket_no from ${OWED} owed)`;
