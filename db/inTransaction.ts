import type { Kysely } from 'kysely';
import type { DB } from './schema/rows.ts';

/** Runs in the transaction that `db` is, else in one of its own: all of it or nothing. */
export function inTransaction<T>(db: Kysely<DB>, run: (tx: Kysely<DB>) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}
