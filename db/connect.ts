import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { PreparingClient } from './prepare.ts';
import type { DB } from './schema/rows.ts';

export interface ConnectOptions {
  readonly max?: number;
  /** Told when the server drops an idle connection; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
}

/**
 * A pool of connections to PostgreSQL. Nothing connects before the first query.
 * Every wait is bounded: connect 2 s, lock 2 s, statement 5 s, idle in a transaction 10 s.
 */
export function createDatabase(databaseUrl: string, options: ConnectOptions = {}): Kysely<DB> {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: databaseUrl,
    max: options.max ?? 10,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: 'kefu',
  });
  // A stopping server tells idle connections so; without a listener that would end the process.
  pool.on('error', options.onError ?? (() => undefined));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
