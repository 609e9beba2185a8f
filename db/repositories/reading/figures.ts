import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ClockId } from '../../../contracts/clocks.ts';
import { MOMENT_EVENTS } from '../../../contracts/events.ts';
import type { DB } from '../../schema/rows.ts';
import { MISSED_BESIDE_TICKETS } from '../outages/besideTickets.ts';
import { type RecordOfLimits, RECORDS } from '../recordsOfLimits.ts';
import { isItsReviews, isMissed } from './missed.ts';

/** How many tickets are open, by status. Counts only: no scope, no customer content. */
export function countOpenTickets(db: Kysely<DB>) {
  return db
    .selectFrom('tickets')
    .select(['status', sql<number>`count(*)::integer`.as('count')])
    .where('status', 'not in', ['CLOSED', 'ARCHIVED', 'PURGED'])
    .groupBy('status')
    .execute();
}

/**
 * By id: how many limits were found missed within the last 24 hours, however long ago they were due; how many clocks are overdue and
 * still running, and for how many seconds the latest of these. Of tickets, of their quality reviews and of shifts' hand-overs.
 */
export async function countBreaches(
  db: Kysely<DB>,
): Promise<readonly { id: ClockId; breached: number; overdue: number; lateSeconds: number }[]> {
  const { rows } = await sql<{ id: ClockId; breached: number; overdue: number; lateSeconds: number }>`
    select id, count(*) filter (where found)::integer as breached, count(due_at)::integer as overdue,
      coalesce(extract(epoch from now() - min(due_at)), 0)::float8 as "lateSeconds"
    from (
      ${foundMissed('ticket')} and not ${isItsReviews(sql.ref('ticket_no'), sql`data->>'clock'`)}
      union all ${foundMissed('review')} union all ${foundMissed('handover')}
      union all select id, false, due_at from clocks
        where ${isMissed('clocks')} and ${isOverdue} and not ${isItsReviews(sql.ref('clocks.ticket_no'), sql.ref('clocks.id'))}
      union all select id, false, due_at from ${MISSED_BESIDE_TICKETS} beside where ${isOverdue}
    ) limits group by id
  `.execute(db);
  return rows;
}

function foundMissed(record: RecordOfLimits): RawBuilder<unknown> {
  return sql`select data->>'clock' as id, true as found, null::timestamptz as due_at from ${RECORDS[record].events}
    where type = 'clock-breached' and at > now() - interval '24 hours'`;
}

/** Of what is missed: it still runs. */
const isOverdue = sql<boolean>`status = 'running' and due_at <= now()`;

/** What moments of limits leave in a record: `ticket_events`, and those of reviews and hand-overs like it. */
function momentsIn(record: RecordOfLimits): RawBuilder<unknown> {
  const { events, owner, order } = RECORDS[record];
  return sql`
    select e.data->>'clock' as clock, greatest(0, extract(epoch from e.at - greatest(
      coalesce(e.data->>'at', e.data->>'dueAt')::timestamptz,
      (select before.at from ${events} before where before.${owner} = e.${owner} and before.version < e.version
        order by before.${order} desc limit 1)
    )))::float8 as seconds
    from ${events} e
    where e.at > now() - interval '1 hour'
      and e.type in (${sql.join(MOMENT_EVENTS.map((type) => sql.lit(type)))})`;
}

/**
 * By clock: how late the moments of the last hour were looked at, in seconds. A moment waits at the earliest since the decision before on
 * the same ticket, review or hand-over: what started for the past was never waited for.
 */
export async function momentLateness(
  db: Kysely<DB>,
): Promise<readonly { clock: string; median: number; p99: number; worst: number }[]> {
  const { rows } = await sql<{ clock: string; median: number; p99: number; worst: number }>`
    with late as materialized (${momentsIn('ticket')} union all ${momentsIn('review')} union all ${momentsIn('handover')})
    select clock, percentile_cont(0.5) within group (order by seconds) as median,
      percentile_cont(0.99) within group (order by seconds) as p99, max(seconds) as worst
    from late group by clock
  `.execute(db);
  return rows;
}

/** For how many seconds the oldest of what Temporal has still to be told has waited; 0 where nothing does. */
export async function oldestUntoldSeconds(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as seconds from outbox
  `.execute(db);
  return rows[0]?.seconds ?? 0;
}

/** Mail of notices: for how many seconds the oldest that is still to be sent has waited (0 where none is), and how many of the last seven days were given up. */
export async function mailDelivery(
  db: Kysely<DB>,
): Promise<{ readonly oldestSeconds: number; readonly failed: number }> {
  const { rows } = await sql<{ oldestSeconds: number; failed: number }>`
    select
      (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from notices
        where mail_state = 'pending') as "oldestSeconds",
      (select count(*)::integer from notices
        where mail_state = 'failed' and created_at > now() - interval '7 days') as failed
  `.execute(db);
  return rows[0] ?? { oldestSeconds: 0, failed: 0 };
}
