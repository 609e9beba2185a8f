import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { clientWithPatience } from './client.ts';
import type { DB } from './schema/rows.ts';

export interface ConnectOptions {
  readonly max?: number;
  /** How long a statement may run before the server ends it, in milliseconds. */
  readonly statementMs?: number;
  /** How long a free connection is waited for, in milliseconds. */
  readonly connectMs?: number;
  /** Told when the server drops an idle connection; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
}

const CONNECT_MS = 2_000;
const STATEMENT_MS = 5_000;
/** Longer than a quiet spell: a new connection signs in and plans its statements anew. */
const IDLE_MS = 300_000;
/** What the answer may take beyond the statement before the server counts as not answering. */
const ANSWER_MS = 300;

/**
 * A pool of connections to PostgreSQL. Nothing connects before the first query.
 * Every wait is bounded. By the server: lock 2 s, statement 5 s, idle in a transaction 10 s. By this side, for a server that is not
 * there to keep to that: a free connection 2 s, an answer 0.3 s more than its statement may take.
 */
export function createDatabase(databaseUrl: string, options: ConnectOptions = {}): Kysely<DB> {
  const statementMs = options.statementMs ?? STATEMENT_MS;
  const pool = new pg.Pool({
    Client: clientWithPatience(statementMs + ANSWER_MS),
    connectionString: databaseUrl,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectMs ?? CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: statementMs,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: 'kefu',
    // In JSON, PostgreSQL writes an instant in the zone of its session.
    options: '-c TimeZone=UTC',
  });
  // A stopping server tells idle connections so; without a listener that would end the process.
  pool.on('error', options.onError ?? (() => undefined));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
