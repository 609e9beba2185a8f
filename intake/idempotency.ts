import type { Kysely } from 'kysely';
import type { Principal } from '../contracts/people.ts';
import {
  findKey,
  freeKey,
  type KeyLock,
  lockKey,
  type RequestKey,
  saveAnswer,
  type StoredAnswer,
} from '../db/repositories/idempotency.ts';
import type { DB } from '../db/schema/rows.ts';

/** What became of a request with this key: run it, or answer as it was answered first. */
export type KeyClaim =
  | { readonly kind: 'claimed'; readonly lock: KeyLock }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'key-reused' }
  /** `retryAfter` seconds later it is answered, or its lost run may be retaken. */
  | { readonly kind: 'in-progress'; readonly retryAfter: number };

/** The account, staff member or client that a key belongs to; two of them never share keys. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'customer':
      return `account:${principal.accountId}`;
    case 'staff':
      return `staff:${principal.staffNo}`;
    case 'integration':
      return `client:${principal.clientId}`;
  }
}

/** Takes the key for one run. Whoever is told `claimed` ends with `finishKey`, `freeKey` or `unlockKey`; a lost run may be retaken after 10 s. */
export async function claimKey(db: Kysely<DB>, request: RequestKey): Promise<KeyClaim> {
  const lock = await lockKey(db, request);
  if (lock !== null) return { kind: 'claimed', lock };
  const known = await findKey(db, request);
  if (known === null) {
    // Freed between the two statements: the other run came to nothing.
    const second = await lockKey(db, request);
    return second === null ? { kind: 'in-progress', retryAfter: 1 } : { kind: 'claimed', lock: second };
  }
  if (!known.sameRequest) return { kind: 'key-reused' };
  return known.answer === null
    ? { kind: 'in-progress', retryAfter: known.retakenIn }
    : { kind: 'answered', answer: known.answer };
}

/** Keeps the answer for repeats where it is a success; any other answer frees the key. */
export async function finishKey(db: Kysely<DB>, lock: KeyLock, answer: StoredAnswer): Promise<void> {
  if (answer.status >= 200 && answer.status < 300) await saveAnswer(db, lock, answer);
  else await freeKey(db, lock);
}
