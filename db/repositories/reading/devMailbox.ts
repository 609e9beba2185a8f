import type { Kysely } from 'kysely';
import type { DB } from '../../schema/rows.ts';

/** Development only: keeps a mail as it came. */
export async function storeDevMail(db: Kysely<DB>, raw: Buffer): Promise<void> {
  await db.insertInto('dev_mailbox').values({ raw }).execute();
}

/** Development only: what the service sent, newest first. */
export function listDevMail(db: Kysely<DB>, limit: number) {
  return db.selectFrom('dev_mailbox').select(['raw', 'received_at']).orderBy('id', 'desc').limit(limit).execute();
}
