import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Request } from 'express';
import type { Kysely } from 'kysely';
import type { Principal } from '../../contracts/people.ts';
import {
  freeKey,
  type KeyLock,
  noteMade,
  type RequestKey,
  type StoredAnswer,
  unlockKey,
} from '../../db/repositories/idempotency.ts';
import { inTransaction } from '../../db/inTransaction.ts';
import type { DB } from '../../db/schema/rows.ts';
import { claimKey, finishKey, principalName } from '../../intake/idempotency.ts';
import { Problem } from './problem.ts';
import type { Reply } from './words.ts';

/** A request that is carried out once, however often it is sent. */
export interface Once extends RequestKey {
  /** The same for each repetition: Temporal gives a repeated update the outcome of the first. */
  readonly updateId: string;
}

/**
 * Does what a request is for in one transaction with the note of its id, at most once for each request: a repeat whose first answer was lost
 * gets the id of what the first made.
 */
export type Make = (effect: (tx: Kysely<DB>) => Promise<string>) => Promise<string>;

/** One run of a request. */
export interface Run {
  readonly make: Make;
  /** An earlier run may have had its effect unheard. */
  readonly isRepeat: boolean;
}

export type Handler = (run: Run) => Promise<Reply | void>;

export interface Idempotent {
  keyOf(req: Request): string;
  describe(request: { principal: Principal; path: string; key: string; body: unknown }): Once;
  /** Runs the handler for a new key; answers a known one with its first answer. Only 2xx answers that may be stored are kept. */
  run(once: Once, handler: Handler): Promise<Reply | void>;
}

/** 132 bits tell requests apart; the id stands five times in a step of the history, so the rest of the hash would be ballast. */
const UPDATE_ID_LENGTH = 22;

const KEY = /^[\x21-\x7e]{1,255}$/;

export function keyReused(): Problem {
  return new Problem('idempotency-key-reused', {
    zh: '此 Idempotency-Key 已用于另一请求，请换一个新的。',
    en: 'This Idempotency-Key came with another request before. Use a new one.',
  });
}

export function inProgress(retryAfter = 1): Problem {
  return new Problem(
    'in-progress',
    {
      zh: '使用此 Idempotency-Key 的首个请求尚未完成。',
      en: 'The first request with this Idempotency-Key has not been answered yet.',
    },
    { headers: { 'Retry-After': String(retryAfter) } },
  );
}

function isHeaders(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string');
}

/** A stored answer as it was given. */
function replay(answer: StoredAnswer): Reply {
  const headers = isHeaders(answer.headers) ? answer.headers : {};
  return { status: answer.status, body: answer.body, headers: { ...headers, 'Idempotent-Replayed': 'true' } };
}

/** Long enough that who asks again at once finds it free. */
const GIVE_BACK_MS = 200;

export function createIdempotent(db: Kysely<DB>): Idempotent {
  return {
    keyOf(req) {
      const key = req.get('idempotency-key');
      if (key !== undefined && KEY.test(key)) return key;
      throw new Problem('idempotency-key-required', {
        zh: '请携带 1 至 255 个可打印 ASCII 字符的 Idempotency-Key。',
        en: 'Send an Idempotency-Key of 1 to 255 printable ASCII characters.',
      });
    },
    describe({ principal, path, key, body }) {
      const who = principalName(principal);
      const hash = createHash('sha256').update(JSON.stringify(body)).digest();
      const updateId = createHash('sha256')
        .update(JSON.stringify([who, path, key, hash.toString('hex')]))
        .digest('base64url')
        .slice(0, UPDATE_ID_LENGTH);
      return { principal: who, route: path, key, hash, updateId };
    },
    async run(once, handler) {
      const claim = await claimKey(db, once);
      switch (claim.kind) {
        case 'answered':
          return replay(claim.answer);
        case 'key-reused':
          throw keyReused();
        case 'in-progress':
          throw inProgress(claim.retryAfter);
        case 'claimed':
          return await carryOut(db, claim.lock, handler);
      }
    },
  };
}

async function carryOut(db: Kysely<DB>, lock: KeyLock, handler: Handler): Promise<Reply | void> {
  try {
    const reply = await handler({ make: makerFor(db, lock), isRepeat: lock.isRepeat });
    if (reply !== undefined) await keep(db, lock, reply);
    return reply;
  } catch (error) {
    const giveBack = isOutcomeOpen(error) ? unlockKey : freeKey;
    // A database that does not answer does not give the key back either, and nobody waits for that: the row is retaken after 10 s.
    const given = giveBack(db, lock).catch(() => undefined);
    await Promise.race([given, setTimeout(GIVE_BACK_MS, undefined, { ref: false })]);
    throw error;
  }
}

/** A problem says that nothing came of the request; whatever else was thrown may have come after its effect. */
function isOutcomeOpen(error: unknown): boolean {
  return !(error instanceof Problem) || error.code === 'unavailable';
}

function makerFor(db: Kysely<DB>, lock: KeyLock): Make {
  return async (effect) => {
    if (lock.made !== null) return lock.made;
    return inTransaction(db, async (tx) => {
      const made = await effect(tx);
      if (!(await noteMade(tx, lock, made))) throw inProgress();
      return made;
    });
  };
}

/** What nobody may store is not stored here either: its repeat is answered anew from what was made. */
async function keep(db: Kysely<DB>, lock: KeyLock, reply: Reply): Promise<void> {
  if (reply.headers?.['Cache-Control'] === 'no-store') return freeKey(db, lock);
  // JSON of its own making: what is stored is what was sent.
  const { body, headers } = JSON.parse(JSON.stringify({ body: reply.body, headers: reply.headers ?? {} }));
  await finishKey(db, lock, { status: reply.status, headers, body });
}
