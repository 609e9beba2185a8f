import { type Kysely, sql } from 'kysely';
import type { ClockId } from '../../contracts/clocks.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { LimitOwner, TicketStanding } from '../../domain/clocks/limitOwner.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { DB } from '../schema/rows.ts';
import { isItsReviews } from './reading/missed.ts';
import { UNDER_WAY } from './underWay.ts';

const PAGE = 500;

/** All that it ever had, but those that are counted with a review; only what has reviews is looked through. */
const OWN_CLOCKS = sql<Clock<ClockId>[]>`case
  when exists (select from reviews where reviews.ticket_no = tickets.ticket_no) then coalesce((
    select jsonb_agg(owned.clock order by owned.n) from jsonb_array_elements(state -> 'clocks') with ordinality as owned(clock, n)
    where not ${isItsReviews(sql.ref('tickets.ticket_no'), sql`owned.clock ->> 'id'`)}), '[]')
  else state -> 'clocks' end`;

/** A ticket as the owner of its limits; nothing else of it is read. */
export const TICKET_WITH_LIMITS = [
  'ticket_no as ticketNo',
  sql<null>`null`.as('reviewId'),
  'department',
  sql<LimitOwner['tasks']>`state -> 'tasks'`.as('tasks'),
  OWN_CLOCKS.as('clocks'),
  sql<TicketStanding>`jsonb_build_object('status', status, 'assignee', state -> 'assignee', 'urgent', state -> 'urgent',
    'timetable', state -> 'timetable')`.as('standing'),
] as const;

/**
 * Every open ticket and every closed one that is owed something, and then every review under way, with their clocks as last recorded, page
 * by page: for whoever reckons limits anew, so no scope and no customer content. Those opened after the first page are not among them; what has
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
    .select(TICKET_WITH_LIMITS)
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
      sql<null>`null`.as('standing'),
    ])
    .where('ticket_no', '=', sql<TicketNo>`any(${numbers})`)
    .orderBy('ticket_no')
    .orderBy('n');
}
