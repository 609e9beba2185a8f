import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ClockId } from '../../../contracts/clocks.ts';
import type { HandoverId } from '../../../contracts/handovers.ts';
import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Holder } from '../../../contracts/people.ts';
import type { Channel } from '../../../contracts/ticket.ts';
import { LIMITS_OF_OTHERS } from '../../../domain/clocks/limitOwner.ts';
import type { TimetableVersions } from '../../../domain/clocks/timetable.ts';
import type { Pause } from '../../../domain/clocks/types.ts';
import type { Holding } from '../../../domain/reports/split.ts';
import type { DB } from '../../schema/rows.ts';
import { isNotAbout } from '../reading/shutOut.ts';
import { WITH_RESULT } from '../reading/untold.ts';
import { isItsReviews, isMissed } from '../reading/missed.ts';
import { MISSED_BESIDE_TICKETS } from './besideTickets.ts';

/** Which breaches: those whose limit fell between the two instants. */
export interface BreachFilter {
  readonly from: Instant;
  readonly to: Instant;
  /** Who was answerable when the limit was missed. */
  readonly department: Holder | undefined;
  readonly clock: ClockId | undefined;
  /** Whether somebody has said why. */
  readonly explained: boolean | undefined;
  /** What is about this person's own service is none of his, nor a review of his work before it has a result. */
  readonly reader: string;
}

export interface BreachRow {
  /** Null: of a shift's hand-over. */
  readonly ticketNo: TicketNo | null;
  readonly reviewId: ReviewId | null;
  readonly handoverId: HandoverId | null;
  /** The review's, the hand-over's or the ticket's id. */
  readonly owner: string;
  readonly key: string;
  readonly clock: ClockId;
  /** Whose limit it was from its beginning to its end; null: of whoever had the ticket. */
  readonly answerable: Holder | null;
  readonly department: Holder;
  readonly channel: Channel | null;
  readonly startedAt: Date;
  /** The limit that was missed first; it may have got another date since. */
  readonly dueAt: Date;
  readonly stoppedAt: Date | null;
  /** Somebody has said why. */
  readonly explained: boolean;
  readonly pauses: readonly Pause[];
  readonly timetable: TimetableVersions;
}

export interface BreachPage {
  readonly filter: BreachFilter;
  readonly after: { readonly at: Instant; readonly owner: string; readonly key: string } | null;
  readonly limit: number;
}

/**
 * Of tickets, also what runs past its limit although nobody has written that down yet. Whose a limit was is the rule `answerableFor`
 * of domain/clocks/limitOwner.ts, at the instant of the limit.
 */
const missedByTickets = ({ from, clock, reader }: BreachFilter): RawBuilder<unknown> => sql`
  select c.ticket_no as "ticketNo", null::text as "reviewId", null::text as "handoverId", c.ticket_no as owner, c.key, c.id as clock,
    c.started_at as "startedAt", c.stopped_at as "stoppedAt", coalesce((select (e.data->>'dueAt')::timestamptz from ticket_events e
      where e.ticket_no = c.ticket_no and e.type = 'clock-breached' and e.data->>'key' = c.key order by e.seq limit 1), c.due_at) as "dueAt",
    tickets.channel, coalesce(${JSON.stringify(LIMITS_OF_OTHERS)}::jsonb ->> c.id, tasks.department,
      case when c.id = 'DEPARTMENT_INTERNAL' then (select l #>> '{terms,department}'
        from jsonb_array_elements(tickets.state -> 'clocks') l where l ->> 'key' = c.key) end) as answerable,
    tickets.department as "lastWith"
  from clocks c
    join tickets on tickets.ticket_no = c.ticket_no
    left join tasks on tasks.task_id = c.task_id
  where c.due_at >= ${from}::timestamptz
    and ${isNotAbout('tickets', sql`${reader}`)}
    and ${isMissed('c')}
    and c.id = coalesce(${clock ?? null}, c.id)
    and not ${isItsReviews(sql.ref('c.ticket_no'), sql.ref('c.id'))}`;

const missedBesideTickets = ({ clock, reader }: BreachFilter): RawBuilder<unknown> => sql`
  select b.ticket_no, b.review_id, b.handover_id, coalesce(b.review_id, b.handover_id), b.key, b.id, b.started_at, b.stopped_at,
    coalesce((select (e.data->>'dueAt')::timestamptz from review_events e where e.review_id = b.review_id
      and e.type = 'clock-breached' and e.data->>'key' = b.key order by e.seq limit 1), b.due_at),
    tickets.channel, b.holder, b.holder
  from ${MISSED_BESIDE_TICKETS} b
    left join tickets on tickets.ticket_no = b.ticket_no
    left join reviews on reviews.review_id = b.review_id
  where b.id = coalesce(${clock ?? null}, b.id)
    and (reviews.subject is distinct from ${reader} or reviews.status in ${WITH_RESULT})`;

/** Whose it was in itself, else of whoever had the ticket last before the limit; of one that was written down after its limit, first. */
const DEPARTMENT = sql`coalesce(late.answerable, (
    select e.holder from ticket_events e where e.ticket_no = late."ticketNo" and e.holder is not null and e.at <= late."dueAt"
    order by e.seq desc limit 1
  ), (
    select e.holder from ticket_events e where e.ticket_no = late."ticketNo" and e.holder is not null order by e.seq limit 1
  ), late."lastWith")`;

const EXPLAINED = sql`case
  when late."reviewId" is not null then exists (select from review_events e
    where e.review_id = late."reviewId" and e.type = 'breach-explained' and e.data->>'key' = late.key)
  when late."handoverId" is not null then exists (select from handover_events e
    where e.handover_id = late."handoverId" and e.type = 'breach-explained' and e.data->>'key' = late.key)
  else exists (select from ticket_events e
    where e.ticket_no = late."ticketNo" and e.type = 'breach-explained' and e.data->>'key' = late.key) end`;

/** Whose each was and whether it is explained is looked up here only where it is asked for: thousands are missed, and a page is fifty. */
function missed(filter: BreachFilter): RawBuilder<unknown> {
  const { from, to, department, explained } = filter;
  return sql`(
    select * from (${missedByTickets(filter)} union all ${missedBesideTickets(filter)}) late
    where late."dueAt" >= ${from}::timestamptz and late."dueAt" < ${to}::timestamptz
      and ${department === undefined ? sql`true` : sql`${DEPARTMENT} = ${department}`}
      and ${explained === undefined ? sql`true` : sql`${EXPLAINED} = ${explained}`}
  )`;
}

/** One page of missed limits, the latest first, each with its own ledger. Codes and instants only: no customer content, no scope. */
export async function listBreaches(db: Kysely<DB>, { filter, after, limit }: BreachPage): Promise<BreachRow[]> {
  const later =
    after === null
      ? sql`true`
      : sql`("dueAt" < ${after.at}::timestamptz
          or ("dueAt" = ${after.at}::timestamptz and (owner, key) > (${after.owner}, ${after.key})))`;
  const { rows } = await sql<BreachRow>`
    select late.*, ${DEPARTMENT} as department, ${EXPLAINED} as explained, ledger.pauses, ledger.timetable
    from (select * from ${missed(filter)} page where ${later} order by "dueAt" desc, owner, key limit ${limit}) late cross join lateral (
      select l -> 'pauses' as pauses, l -> 'timetable' as timetable from jsonb_array_elements(case
        when late."reviewId" is not null then (select state from reviews where review_id = late."reviewId")
        when late."handoverId" is not null then (select state from handovers where handover_id = late."handoverId")
        else (select state from tickets where ticket_no = late."ticketNo") end -> 'clocks') l
      where l ->> 'key' = late.key
    ) ledger
    order by "dueAt" desc, owner, key
  `.execute(db);
  return rows;
}

export interface BreachTotal {
  readonly department: Holder;
  readonly clock: ClockId;
  readonly breaches: number;
  /** By how much all of them together were late, in ms. */
  readonly overrunMs: number;
}

/** The same limits counted, by who was answerable and clock. */
export async function totalBreaches(db: Kysely<DB>, filter: BreachFilter): Promise<BreachTotal[]> {
  const { rows } = await sql<BreachTotal>`
    select ${DEPARTMENT} as department, clock, count(*)::integer as breaches,
      round(sum(extract(epoch from greatest(coalesce("stoppedAt", now()) - "dueAt", interval '0'))) * 1000)::float8 as "overrunMs"
    from ${missed(filter)} late group by 1, clock order by breaches desc, department, clock
  `.execute(db);
  return rows;
}

/** By ticket: who had it from when on, oldest first. */
export async function holdingsOf(
  db: Kysely<DB>,
  ticketNos: readonly TicketNo[],
): Promise<ReadonlyMap<TicketNo, readonly Holding[]>> {
  const { rows } = await sql<{ ticketNo: TicketNo; at: Date; holder: Holder }>`
    select ticket_no as "ticketNo", at, holder from (
      select ticket_no, seq, at, holder, lag(holder) over (partition by ticket_no order by seq) as before
      from ticket_events where ticket_no = any(${ticketNos}) and holder is not null
    ) e where holder is distinct from before order by ticket_no, seq
  `.execute(db);
  const holdings = new Map<TicketNo, Holding[]>();
  for (const { ticketNo, at, holder } of rows) {
    holdings.set(ticketNo, [...(holdings.get(ticketNo) ?? []), { since: at.getTime(), holder }]);
  }
  return holdings;
}
