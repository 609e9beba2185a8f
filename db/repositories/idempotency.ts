import { randomUUID } from 'node:crypto';
import { type Expression, type Kysely, sql, type SqlBool } from 'kysely';
import { prepared } from '../prepare.ts';
import { NOT_FLUSHED } from '../notFlushed.ts';
import type { DB, JsonValue } from '../schema/rows.ts';
import { inBatches } from './inBatches.ts';

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
  /** After how many seconds it may be taken again where its run has died; at least 1. */
  readonly retakenIn: number;
}

/** One run's hold on a key; `token` tells it from the run that retakes the key. */
export interface KeyLock {
  readonly request: RequestKey;
  readonly token: string;
  /** The id of what an earlier run made whose answer was lost; null: nothing yet. */
  readonly made: string | null;
  /** An earlier run of the same request came to no answer: it may have had its effect unheard. */
  readonly isRepeat: boolean;
}

const RETAKEN_AFTER = sql.raw(`interval '10 seconds'`);

/** Where the key is new, was freed, or was left without an answer more than 10 s ago and is taken again; else null. */
export async function lockKey(db: Kysely<DB>, request: RequestKey): Promise<KeyLock | null> {
  const { principal, route, key, hash } = request;
  const token = randomUUID();
  const { rows } = await sql<Pick<KeyLock, 'made' | 'isRepeat'>>`
    insert into idempotency_keys as known (principal, route, key, request_hash, token)
    values (${principal}, ${route}, ${key}, ${hash}, ${token})
    on conflict (principal, route, key) do update set locked_at = now(), token = excluded.token
    where known.status is null and known.request_hash = excluded.request_hash and known.locked_at < now() - ${RETAKEN_AFTER}
    returning made, created_at < now() as "isRepeat", ${NOT_FLUSHED} ${prepared('lock_key')}
  `.execute(db);
  const [row] = rows;
  return row === undefined ? null : { request, token, made: row.made, isRepeat: row.isRepeat };
}

/**
 * Notes what the request has made, in the transaction of its effect. False where another run has taken the key meanwhile: the effect must be
 * rolled back then.
 */
export async function noteMade(tx: Kysely<DB>, lock: KeyLock, made: string): Promise<boolean> {
  const result = await tx
    .updateTable('idempotency_keys')
    .where(sameRow(lock.request))
    .where('token', '=', lock.token)
    .set({ made })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findKey(db: Kysely<DB>, request: RequestKey): Promise<KnownKey | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .where(sameRow(request))
    .select(['request_hash', 'status', 'headers', 'body'])
    // As seconds: the moment of a key that was freed lies infinitely far back.
    .select(
      sql<number>`greatest(1, ceil(extract(epoch from locked_at + ${RETAKEN_AFTER}) - extract(epoch from now())))::int`.as(
        'retakenIn',
      ),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  const answer = row.status === null ? null : { status: row.status, headers: row.headers, body: row.body };
  return { sameRequest: row.request_hash.equals(request.hash), answer, retakenIn: row.retakenIn };
}

/** Keeps the answer for repeats; does nothing where another run has taken the key meanwhile. */
export async function saveAnswer(db: Kysely<DB>, { request, token }: KeyLock, answer: StoredAnswer): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .where(sameRow(request))
    .where('token', '=', token)
    .set({ status: answer.status, headers: JSON.stringify(answer.headers), body: JSON.stringify(answer.body) })
    .returning(NOT_FLUSHED.as('flushed'))
    .modifyEnd(prepared('save_answer'))
    .execute();
}

/** Gives the key back without an answer: forgotten where nothing was made, else free for a run that answers what was. */
export async function freeKey(db: Kysely<DB>, lock: KeyLock): Promise<void> {
  const forgotten = await db
    .deleteFrom('idempotency_keys')
    .where(sameRow(lock.request))
    .where('token', '=', lock.token)
    .where('status', 'is', null)
    .where('made', 'is', null)
    .executeTakeFirst();
  if (forgotten.numDeletedRows === 0n) await unlockKey(db, lock);
}

/** Gives the key back to the same request alone, whose outcome is open: its repeat runs at once, another request stays refused. */
export async function unlockKey(db: Kysely<DB>, { request, token }: KeyLock): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .where(sameRow(request))
    .where('token', '=', token)
    .where('status', 'is', null)
    .set({ locked_at: sql<Date>`'-infinity'`, token: null })
    .execute();
}

/** More at once would outlast a statement's time. */
const MOST_SWEPT = 10_000;

/** Removes keys older than 48 h; answers how many. */
export async function sweepKeys(db: Kysely<DB>): Promise<number> {
  return inBatches(MOST_SWEPT, async (most) => {
    const { numAffectedRows } = await sql`
      delete from idempotency_keys where ctid = any(array(
        select ctid from idempotency_keys where created_at < now() - interval '48 hours' order by created_at limit ${most}
      ))
    `.execute(db);
    return numAffectedRows;
  });
}

function sameRow({ principal, route, key }: RequestKey): Expression<SqlBool> {
  return sql<SqlBool>`(principal, route, key) = (${principal}, ${route}, ${key})`;
}

/** The error of a statement that came second with the same key. */
export function isTakenKey(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'idempotency_keys_pkey';
}
