import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { errorText } from './errorText.ts';
import type { DB } from './schema/rows.ts';

/** The last migration of `db/migrate.ts`: the schema that this code is written for. */
const SCHEMA = '0039_wishedSamples';
const NO_SUCH_TABLE = '42P01';
const TRIES = 10;
const PAUSE_MS = 500;

export interface ReachOptions {
  /** Where the address stands, for whoever has to mend it. */
  readonly namedBy?: string | undefined;
  readonly tries?: number;
}

/**
 * Resolves when PostgreSQL, which may still be on its way up beside this process, answers and has the schema of this code, or that of the
 * next release, which is migrated to while this one serves.
 * @throws Error that says in one line what is to be mended: the address, or the schema, which is not waited for.
 */
export async function reachDatabase(db: Kysely<DB>, options: ReachOptions = {}): Promise<void> {
  const { namedBy = 'DATABASE_URL', tries = TRIES } = options;
  const last = await patiently(tries, () => lastMigration(db)).catch((error: unknown) => {
    throw new Error(`PostgreSQL cannot be used (${namedBy}): ${errorText(error)}`, { cause: error });
  });
  if (last >= SCHEMA) return;
  const found = last === '' ? 'has no schema yet' : `has the schema of ${last}`;
  const remedy = '`npm run migrate` (`node dist/db/migrate.js`) brings it up to date';
  throw new Error(`The database of ${namedBy} ${found}, and ${SCHEMA} is needed: ${remedy}.`);
}

/** Rejects where PostgreSQL does not answer or lacks what this code needs. */
export async function askForSchema(db: Kysely<DB>): Promise<void> {
  if ((await lastMigration(db)) < SCHEMA) throw new Error(`the schema is older than ${SCHEMA}`);
}

/** The name of the last migration that was run; empty where none was. */
async function lastMigration(db: Kysely<DB>): Promise<string> {
  try {
    const { rows } = await sql<{ last: string | null }>`select max(name) as last from kysely_migration`.execute(db);
    return rows[0]?.last ?? '';
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === NO_SUCH_TABLE) return '';
    throw error;
  }
}

async function patiently<T>(tries: number, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < tries; attempt += 1) {
    try {
      return await ask();
    } catch {
      await pause(PAUSE_MS);
    }
  }
  return ask();
}
