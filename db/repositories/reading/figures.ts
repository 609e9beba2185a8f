import { type Kysely, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';
import { LAPSING_CLOCKS } from './scope.ts';

/** How many tickets are open, by status. Counts only: no scope, no customer content. */
export function countOpenTickets(db: Kysely<DB>) {
  return db
    .selectFrom('tickets')
    .select(['status', sql<number>`count(*)::integer`.as('count')])
    .where('status', 'not in', ['CLOSED', 'ARCHIVED', 'PURGED'])
    .groupBy('status')
    .execute();
}

/** By id: how many limits of the last 24 hours were missed, how many clocks are overdue and still running, and for how many seconds the latest of these. */
export function countBreaches(db: Kysely<DB>) {
  return db
    .selectFrom('clocks')
    .select([
      'id',
      sql<number>`count(*) filter (where breached and due_at > now() - interval '24 hours')::integer`.as('breached'),
      sql<number>`count(*) filter (where status = 'running' and due_at <= now())::integer`.as('overdue'),
      sql<number>`coalesce(extract(epoch from now() - min(due_at) filter (where status = 'running' and due_at <= now())), 0)::float8`.as(
        'lateSeconds',
      ),
    ])
    .where((eb) =>
      eb.or([
        eb.and([eb('breached', '=', true), eb('due_at', '>', sql<Date>`now() - interval '24 hours'`)]),
        eb.and([eb('status', '=', 'running'), eb('due_at', '<=', sql<Date>`now()`)]),
      ]),
    )
    .where('id', 'not in', [...LAPSING_CLOCKS])
    .groupBy('id')
    .execute();
}

/**
 * By clock: how late the moments of the last hour were looked at, in seconds. A moment waits at the earliest since the ticket's
 * decision before: what started for the past was never waited for.
 */
export async function momentLateness(
  db: Kysely<DB>,
): Promise<readonly { clock: string; median: number; p99: number; worst: number }[]> {
  const { rows } = await sql<{ clock: string; median: number; p99: number; worst: number }>`
    with late as (
      select e.data->>'clock' as clock, greatest(0, extract(epoch from e.at - greatest(
        coalesce(e.data->>'at', e.data->>'dueAt')::timestamptz,
        (select max(before.at) from ticket_events before where before.ticket_no = e.ticket_no and before.version < e.version)
      )))::float8 as seconds
      from ticket_events e
      where e.at > now() - interval '1 hour'
        and e.type in ('clock-reminded', 'clock-warned', 'clock-target-missed', 'clock-breached', 'clock-overdue', 'clock-lapsed')
    )
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

/** Answers when PostgreSQL does. */
export async function ping(db: Kysely<DB>): Promise<void> {
  await sql`select 1`.execute(db);
}
