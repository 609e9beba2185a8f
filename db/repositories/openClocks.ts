import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type ClockId, DUTY_CLOCK_IDS } from '../../contracts/clocks.ts';
import type { ReviewId, TicketNo } from '../../contracts/ids.ts';
import type { LimitOwner } from '../../domain/clocks/limitOwner.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { DB } from '../schema/rows.ts';

const PAGE = 500;

/** Tickets for which the desk still has something to do (domain/ticket/underWay.ts). */
export const UNDER_WAY = sql<boolean>`(status not in ('CLOSED', 'ARCHIVED', 'PURGED')
  or (status = 'CLOSED' and state ->> 'owed' is not null))`;

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
export async function* openClocks(db: Kysely<DB>): AsyncGenerator<readonly LimitOwner[]> {
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
  for (let from = 0; from < reviewed.length; from += PAGE)
    yield await ticketReviews(
      db,
      reviewed.slice(from, from + PAGE).map(({ ticket_no }) => ticket_no),
    )
      .where('ended_at', 'is', null)
      .execute();
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

/** A ticket's row as an owner of limits; nothing else of it is read. */
const OWNER = [
  'ticket_no as ticketNo',
  sql<null>`null`.as('reviewId'),
  'department',
  sql<LimitOwner['tasks']>`state -> 'tasks'`.as('tasks'),
] as const;
export const ownLimits = [...OWNER, sql<Clock<ClockId>[]>`state -> 'clocks'`.as('clocks')] as const;

/** The reviews of these tickets as owners of limits: it is the inspectors' work that is measured. */
export function ticketReviews(db: Kysely<DB>, numbers: readonly TicketNo[]) {
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

/** A clock that runs or stands still now. */
export interface LiveClock {
  readonly ticketNo: TicketNo;
  readonly id: string;
}

/** Years as the zone counts their days. */
export interface ZonedYears {
  readonly years: readonly number[];
  readonly zone: string;
}

/** Live clocks whose limit is final and touches one of the years; of closed tickets only what is owed, their windows count no workdays. */
export function liveClocksInYears(db: Kysely<DB>, zoned: ZonedYears) {
  return db
    .selectFrom('clocks')
    .where('status', 'in', ['running', 'paused'])
    .where('provisional', '=', false)
    .where((eb) =>
      eb.or([
        eb('clocks.id', 'in', DUTY_CLOCK_IDS),
        eb.exists(
          eb
            .selectFrom('tickets')
            .whereRef('tickets.ticket_no', '=', 'clocks.ticket_no')
            .where('tickets.status', 'not in', ['CLOSED', 'ARCHIVED', 'PURGED']),
        ),
      ]),
    )
    .where(touchesYears({ startedAt: sql.ref('started_at'), dueAt: sql.ref('due_at') }, zoned));
}

/** Whether a limit begins before the end of one of the years and is due after its beginning. */
function touchesYears(
  { startedAt, dueAt }: { readonly startedAt: RawBuilder<unknown>; readonly dueAt: RawBuilder<unknown> },
  { years, zone }: ZonedYears,
) {
  return sql<boolean>`exists (select from unnest(${years}::integer[]) as year where
    ${startedAt} < make_timestamptz(year + 1, 1, 1, 0, 0, 0, ${zone})
    and ${dueAt} >= make_timestamptz(year, 1, 1, 0, 0, 0, ${zone}))`;
}

/** The same of reviews under way, also where the ticket has ended: each with the id of its limit. */
export function liveReviewClocksInYears(zoned: ZonedYears): RawBuilder<LiveClock & { readonly reviewId: ReviewId }> {
  const span = {
    startedAt: sql`(clock ->> 'startedAt')::timestamptz`,
    dueAt: sql`(clock -> 'plan' ->> 'dueAt')::timestamptz`,
  };
  return sql`
    select ticket_no as "ticketNo", clock ->> 'id' as id, review_id as "reviewId"
    from reviews, jsonb_array_elements(reviews.state -> 'clocks') as clock
    where ended_at is null and clock ->> 'status' = 'running' and not (clock -> 'plan' ->> 'provisional')::boolean
      and ${touchesYears(span, zoned)}`;
}

/** How many of them there are, and the first of them, the earliest ticket before the others. */
export async function finalLimitsIn(
  db: Kysely<DB>,
  years: ZonedYears,
  mostNamed: number,
): Promise<{ readonly limits: number; readonly tickets: number; readonly named: readonly LiveClock[] }> {
  const ofTickets = liveClocksInYears(db, years).select(['ticket_no as ticketNo', 'id']);
  const { rows } = await sql<LiveClock & { limits: number; tickets: number }>`
    with live as (
      ${ofTickets} union all select "ticketNo", id from (${liveReviewClocksInYears(years)}) as reviewed
    )
    select live.*, (select count(*) from live)::integer as limits, (select count(distinct "ticketNo") from live)::integer as tickets
    from live order by "ticketNo" limit ${mostNamed}
  `.execute(db);
  const named = rows.map(({ ticketNo, id }) => ({ ticketNo, id }));
  return { limits: rows[0]?.limits ?? 0, tickets: rows[0]?.tickets ?? 0, named };
}
