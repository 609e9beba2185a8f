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

/** By id: how many clocks were ever breached, how many are overdue and still running, and for how many seconds the latest of these. */
export function countBreaches(db: Kysely<DB>) {
  return db
    .selectFrom('clocks')
    .select([
      'id',
      sql<number>`count(*) filter (where breached)::integer`.as('breached'),
      sql<number>`count(*) filter (where status = 'running' and due_at <= now())::integer`.as('overdue'),
      sql<number>`coalesce(extract(epoch from now() - min(due_at) filter (where status = 'running' and due_at <= now())), 0)::float8`.as(
        'lateSeconds',
      ),
    ])
    .where((eb) =>
      eb.or([eb('breached', '=', true), eb.and([eb('status', '=', 'running'), eb('due_at', '<=', sql<Date>`now()`)])]),
    )
    .where('id', 'not in', [...LAPSING_CLOCKS])
    .groupBy('id')
    .execute();
}

/** Answers when PostgreSQL does. */
export async function ping(db: Kysely<DB>): Promise<void> {
  await sql`select 1`.execute(db);
}
