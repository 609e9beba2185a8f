import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Kysely } from 'kysely';
import type { Principal } from '../../contracts/people.ts';
import type { RequestKey, StoredAnswer } from '../../db/repositories/idempotency.ts';
import type { DB } from '../../db/schema/rows.ts';
import { claimKey, finishKey, principalName, releaseKey } from '../../intake/idempotency.ts';
import { Problem } from './problem.ts';
import type { Reply } from './words.ts';

/** A request that is carried out once, however often it is sent. */
export interface Once extends RequestKey {
  /** The same for each repetition: Temporal gives a repeated update the outcome of the first. */
  readonly updateId: string;
}

export interface Idempotent {
  keyOf(req: Request): string;
  describe(request: { principal: Principal; path: string; key: string; body: unknown }): Once;
  /** Runs the handler for a new key; answers a known one with its first answer. Only 2xx answers are kept. */
  run(once: Once, handler: (once: Once) => Promise<Reply | void>): Promise<Reply | void>;
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

export function inProgress(): Problem {
  return new Problem(
    'in-progress',
    {
      zh: '使用此 Idempotency-Key 的首个请求尚未完成。',
      en: 'The first request with this Idempotency-Key has not been answered yet.',
    },
    { headers: { 'Retry-After': '1' } },
  );
}

function isHeaders(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string');
}

/** A stored answer as it was given. */
export function replay(answer: StoredAnswer): Reply {
  const headers = isHeaders(answer.headers) ? answer.headers : {};
  return { status: answer.status, body: answer.body, headers: { ...headers, 'Idempotent-Replayed': 'true' } };
}

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
          throw inProgress();
        case 'claimed':
          return await carryOut(db, once, handler);
      }
    },
  };
}

async function carryOut(db: Kysely<DB>, once: Once, handler: (once: Once) => Promise<Reply | void>) {
  try {
    const reply = await handler(once);
    // JSON of its own making: what is stored is what was sent.
    if (reply !== undefined) {
      const { body, headers } = JSON.parse(JSON.stringify({ body: reply.body, headers: reply.headers ?? {} }));
      await finishKey(db, once, { status: reply.status, headers, body });
    }
    return reply;
  } catch (error) {
    // An unreachable database cannot forget the key either: the row is retaken after 10 s.
    await releaseKey(db, once).catch(() => undefined);
    throw error;
  }
}
