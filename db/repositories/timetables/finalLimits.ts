import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DUTY_CLOCK_IDS } from '../../../contracts/clocks.ts';
import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { DB } from '../../schema/rows.ts';
import { isItsReviews } from '../reading/missed.ts';

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
  const ofTickets = liveClocksInYears(db, years)
    .where((eb) => eb.not(isItsReviews(sql.ref('clocks.ticket_no'), sql.ref('clocks.id'))))
    .select(['ticket_no as ticketNo', 'id']);
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
