import { type Kysely, sql } from 'kysely';
import type { ReviewState } from '../../domain/quality/state.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';

/** Whatever has to be done at a limit is done within this time where all is well. */
const GRACE = sql`interval '1 minute'`;

/** An end, or what comes long after it, has come to the limit `clocks` and is not done: `momentsAhead` of the domain. */
const IS_OWED = sql<boolean>`exists (
  select from tickets k, jsonb_array_elements(k.state -> 'clocks') c, jsonb_array_elements(c #> '{plan,moments}') m
  where k.ticket_no = clocks.ticket_no and c ->> 'key' = clocks.key and m ->> 'kind' in ('due', 'overdue')
    and m ->> 'at' > coalesce(c ->> 'doneUntil', '') and (m ->> 'at')::timestamptz < now() - ${GRACE})`;

/**
 * Tickets of which a limit has come, more than a minute ago, and nothing was written of it: the longest overdue first. What was missed
 * before counts as well while something that follows has come and is not written: the word to the manager, a date that was set since.
 */
export async function overdueTickets(db: Kysely<DB>, limit: number): Promise<readonly TicketState[]> {
  const { rows } = await sql<{ state: TicketState }>`
    select t.state from (
      select ticket_no, min(due_at) as due_at from clocks
      where status = 'running' and due_at < now() - ${GRACE} and (not breached or ${IS_OWED})
      group by ticket_no order by 2 limit ${limit}
    ) overdue join tickets t using (ticket_no)
    where t.status not in ('ARCHIVED', 'PURGED') order by overdue.due_at
  `.execute(db);
  return rows.map(({ state }) => state);
}

/** Reviews that go on and of which a limit has come more than a minute ago: the longest overdue first. */
export async function overdueReviews(db: Kysely<DB>, limit: number): Promise<readonly ReviewState[]> {
  const { rows } = await sql<{ state: ReviewState }>`
    select state from reviews where ended_at is null and next_due_at < now() - ${GRACE} order by next_due_at limit ${limit}
  `.execute(db);
  return rows.map(({ state }) => state);
}

/**
 * For how many seconds the earliest limit that has come waits for something to be written of it; 0 where none does. Of tickets, of their
 * quality reviews and of shifts' hand-overs.
 */
export async function longestOverdueSeconds(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select greatest(0, coalesce(extract(epoch from now() - least(
      (select c.due_at from clocks c join tickets t using (ticket_no)
        where c.status = 'running' and not c.breached and t.status not in ('ARCHIVED', 'PURGED') order by c.due_at limit 1),
      (select min(next_due_at) from reviews where ended_at is null),
      (select min(due_at) from handovers where status = 'OPEN' and not breached)
    )), 0))::float8 as seconds
  `.execute(db);
  return rows[0]?.seconds ?? 0;
}
