import { type Expression, type Kysely, sql, type SqlBool } from 'kysely';
import { prepared } from '../prepare.ts';
import type { DB, JsonValue } from '../schema/rows.ts';

/** One request as its sender names it: the same key of another account or route is another request. */
export interface RequestKey {
  readonly principal: string;
  readonly route: string;
  readonly key: string;
  /** SHA-256 of the body. */
  readonly hash: Buffer;
}

export interface StoredAnswer {
  readonly status: number;
  readonly headers: JsonValue;
  readonly body: JsonValue;
}

export interface KnownKey {
  readonly sameRequest: boolean;
  /** Null while the request is still running. */
  readonly answer: StoredAnswer | null;
}

/** True where the key is new, or was left without an answer more than 10 s ago and is taken again. */
export async function lockKey(db: Kysely<DB>, { principal, route, key, hash }: RequestKey): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency_keys as known (principal, route, key, request_hash) values (${principal}, ${route}, ${key}, ${hash})
    on conflict (principal, route, key) do update set locked_at = now()
    where known.status is null and known.request_hash = excluded.request_hash and known.locked_at < now() - interval '10 seconds'
    returning 1 as locked ${prepared('lock_key')}
  `.execute(db);
  return rows.length > 0;
}

export async function findKey(db: Kysely<DB>, request: RequestKey): Promise<KnownKey | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .where(sameRow(request))
    .select(['request_hash', 'status', 'headers', 'body'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const answer = row.status === null ? null : { status: row.status, headers: row.headers, body: row.body };
  return { sameRequest: row.request_hash.equals(request.hash), answer };
}

export async function saveAnswer(db: Kysely<DB>, request: RequestKey, answer: StoredAnswer): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .where(sameRow(request))
    .set({ status: answer.status, headers: JSON.stringify(answer.headers), body: JSON.stringify(answer.body) })
    .modifyEnd(prepared('save_answer'))
    .execute();
}

/** Forgets a request that got no answer worth keeping; an answered one stays. */
export async function deleteKey(db: Kysely<DB>, request: RequestKey): Promise<void> {
  await db.deleteFrom('idempotency_keys').where(sameRow(request)).where('status', 'is', null).execute();
}

/** Removes keys older than 48 h; answers how many. */
export async function sweepKeys(db: Kysely<DB>): Promise<number> {
  const result = await db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', sql<Date>`now() - interval '48 hours'`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

function sameRow({ principal, route, key }: RequestKey): Expression<SqlBool> {
  return sql<SqlBool>`(principal, route, key) = (${principal}, ${route}, ${key})`;
}

/** The error of a statement that came second with the same key. */
export function isTakenKey(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'idempotency_keys_pkey';
}
