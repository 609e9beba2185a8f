import { type Kysely, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';

/** More at once would outlast a statement's time. */
const MOST = 10_000;

/** Removes what was tried in vain and looked at more than three years ago, the oldest first; answers how many lines. */
export async function sweepTraces(db: Kysely<DB>): Promise<number> {
  let swept = 0;
  for (const table of ['attempts', 'contact_views'] as const) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where at < now() - interval '3 years'
        and id in (select id from ${sql.table(table)} order by id limit ${MOST})
    `.execute(db);
    swept += Number(numAffectedRows ?? 0n);
  }
  return swept;
}
