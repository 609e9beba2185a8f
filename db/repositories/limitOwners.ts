import { type Kysely, sql } from 'kysely';
import { type ClockId, DUTY_CLOCK_IDS } from '../../contracts/clocks.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { LimitOwner } from '../../domain/clocks/limitOwner.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { DB } from '../schema/rows.ts';

const PAGE = 500;

/** Tickets for which the desk still has something to do (domain/ticket/underWay.ts); two indexes know them, and no closed one is opened. */
export const UNDER_WAY = sql<boolean>`ticket_no in (
  select ticket_no from tickets where status not in ('CLOSED', 'ARCHIVED', 'PURGED')
  union all select ticket_no from tickets where status = 'CLOSED' and (state ->> 'owed') is not null)`;

/** A ticket's row as an owner of limits, but for these; nothing else of it is read. */
const OWNER = [
  'ticket_no as ticketNo',
  sql<null>`null`.as('reviewId'),
  'department',
  sql<LimitOwner['tasks']>`state -> 'tasks'`.as('tasks'),
] as const;

/** A ticket as the owner of all limits that it ever had. */
export const TICKET_WITH_LIMITS = [...OWNER, sql<Clock<ClockId>[]>`state -> 'clocks'`.as('clocks')] as const;

const LIMITS_UNDER_WAY = sql<Clock<ClockId>[]>`case status
  when 'CLOSED' then (
    select coalesce(jsonb_agg(clock), '[]') from jsonb_array_elements(state -> 'clocks') as clock
    where clock ->> 'id' = any(${[...DUTY_CLOCK_IDS]}::text[])
  )
  else state -> 'clocks' end`;

/**
 * The clocks of every open ticket, what is owed to closed ones, and then the clocks of every review under way, as last recorded, page by
 * page: for whoever reckons limits anew, so no scope and no customer content. Those opened after the first page are not among them; what has
 * ended meanwhile is left out.
 */
export async function* openLimits(db: Kysely<DB>): AsyncGenerator<readonly LimitOwner[]> {
  const { rows } = await sql<{ numbers: TicketNo[] | null }>`
    select array_agg(ticket_no order by ticket_no) as numbers from tickets where ${UNDER_WAY}
  `.execute(db);
  const numbers = rows[0]?.numbers ?? [];
  for (let from = 0; from < numbers.length; from += PAGE) yield await clocksIn(db, numbers.slice(from, from + PAGE));
  const reviewed = await db
    .selectFrom('reviews')
    .select('ticket_no')
    .distinct()
    .where('ended_at', 'is', null)
    .orderBy('ticket_no')
    .execute();
  for (let from = 0; from < reviewed.length; from += PAGE) {
    const of = reviewed.slice(from, from + PAGE).map(({ ticket_no }) => ticket_no);
    yield await reviewsWithLimits(db, of).where('ended_at', 'is', null).execute();
  }
}

function clocksIn(db: Kysely<DB>, numbers: readonly TicketNo[]): Promise<LimitOwner[]> {
  return db
    .selectFrom('tickets')
    .select(OWNER)
    .select(LIMITS_UNDER_WAY.as('clocks'))
    .where('ticket_no', '=', sql<TicketNo>`any(${numbers})`)
    .where(UNDER_WAY)
    .orderBy('ticket_no')
    .execute();
}

/** The reviews of these tickets as owners of limits: it is the inspectors' work that is measured. */
export function reviewsWithLimits(db: Kysely<DB>, numbers: readonly TicketNo[]) {
  return db
    .selectFrom('reviews')
    .select([
      'ticket_no as ticketNo',
      'review_id as reviewId',
      sql<'QA'>`'QA'`.as('department'),
      sql<LimitOwner['tasks']>`'[]'::jsonb`.as('tasks'),
      sql<Clock<ClockId>[]>`state -> 'clocks'`.as('clocks'),
    ])
    .where('ticket_no', '=', sql<TicketNo>`any(${numbers})`)
    .orderBy('ticket_no')
    .orderBy('n');
}
