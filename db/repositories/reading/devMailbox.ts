import { type Kysely, sql } from 'kysely';
import type { DB } from '../../schema/rows.ts';

/** Development only: keeps a mail as it came. */
export async function storeDevMail(db: Kysely<DB>, raw: Buffer): Promise<void> {
  await db.insertInto('dev_mailbox').values({ raw }).execute();
}

const MOST_KEPT = 1_000;

/** Development only: removes all but the newest thousand; answers how many. */
export async function sweepDevMail(db: Kysely<DB>): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from dev_mailbox where id <= (select max(id) from dev_mailbox) - ${MOST_KEPT}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Development only: what the service sent, newest first. */
export function listDevMail(db: Kysely<DB>, limit: number) {
  return db.selectFrom('dev_mailbox').select(['raw', 'received_at']).orderBy('id', 'desc').limit(limit).execute();
}
