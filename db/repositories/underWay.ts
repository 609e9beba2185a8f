import { sql } from 'kysely';

/**
 * Tickets for which the desk still has something to do (domain/ticket/underWay.ts): open ones, and closed ones to which a follow-up, a second
 * look or a promise is owed; three indexes know them, and no other closed one is opened.
 */
export const UNDER_WAY = sql<boolean>`ticket_no in (
  select ticket_no from tickets where status not in ('CLOSED', 'ARCHIVED', 'PURGED')
  union all select ticket_no from tickets where status = 'CLOSED' and owed is not null
  union all select c.ticket_no from clocks c join tickets t on t.ticket_no = c.ticket_no
    where c.id = 'PROMISE' and c.status = 'running' and t.status = 'CLOSED')`;
