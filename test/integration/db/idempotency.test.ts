import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIdempotent } from '../../../api/http/idempotent.ts';
import { notFound, unavailable } from '../../../api/http/problem.ts';
import { findKey, freeKey, type KeyLock, noteMade, type RequestKey } from '../../../db/repositories/idempotency.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import { claimKey, finishKey } from '../../../intake/idempotency.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { count, CUSTOMER } from './counter.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const DONE = { status: 200, headers: { etag: '"3"' }, body: { version: 3 } };

function named(key: string, body = ''): RequestKey {
  return {
    principal: 'account:A1',
    route: 'POST /v1/tickets/x/answer',
    key,
    hash: createHash('sha256').update(body).digest(),
  };
}

const claim = async (request: RequestKey): Promise<string> => (await claimKey(database.db, request)).kind;

async function locked(request: RequestKey): Promise<KeyLock> {
  const claimed = await claimKey(database.db, request);
  if (claimed.kind !== 'claimed') throw new Error(`expected a new key, got ${claimed.kind}`);
  return claimed.lock;
}

/** As if the run that holds the key had begun eleven seconds ago. */
async function letTimePass({ key }: RequestKey): Promise<void> {
  await sql`update idempotency_keys set locked_at = now() - interval '11 seconds' where key = ${key}`.execute(
    database.db,
  );
}

test('a request runs once, and a repeat gets its answer', async () => {
  const request = named(randomUUID());
  const lock = await locked(request);
  expect(await claim(request)).toBe('in-progress');
  await finishKey(database.db, lock, DONE);
  expect(await claimKey(database.db, request)).toEqual({ kind: 'answered', answer: DONE });
});

test('a repeat gets the first answer also long after it, and never a second run', async () => {
  const request = named(randomUUID());
  await finishKey(database.db, await locked(request), DONE);
  await letTimePass(request);
  expect(await claimKey(database.db, request)).toEqual({ kind: 'answered', answer: DONE });
});

test('the same key and body of another account, or for another path, is another request, to Temporal as well', () => {
  const idempotent = createIdempotent(database.db);
  const account = (accountId: string) => ({ ...CUSTOMER, accountId });
  const asked = { principal: account('A1'), path: 'POST /v1/tickets/x/accept', key: 'k', body: {} };
  const requests = [
    asked,
    { ...asked, principal: account('A2') },
    { ...asked, path: 'POST /v1/tickets/y/accept' },
    { ...asked, key: 'l' },
    { ...asked, body: { reason: 'r' } },
  ];
  expect(new Set(requests.map((request) => idempotent.describe(request).updateId)).size).toBe(requests.length);
  expect(idempotent.describe({ ...asked })).toEqual(idempotent.describe(asked));
});

test('another body under the same key is refused, also while the first runs', async () => {
  const key = randomUUID();
  await claim(named(key, 'one'));
  expect(await claim(named(key, 'two'))).toBe('key-reused');
});

test('only successes are kept: after a refusal the key is free', async () => {
  const request = named(randomUUID());
  const lock = await locked(request);
  await finishKey(database.db, lock, { status: 409, headers: null, body: { code: 'state-conflict' } });
  const next = await locked(request);
  await freeKey(database.db, next);
  expect(await claim(request)).toBe('claimed');
});

test('who is told that the service is unavailable does not wait for a key that cannot be given back', async () => {
  const { db } = database;
  const idempotent = createIdempotent(db);
  const asked = { principal: CUSTOMER, path: 'POST /v1/tickets/x/accept', key: randomUUID(), body: {} };
  const holder = await db.startTransaction().execute();
  const running = idempotent.run(idempotent.describe(asked), async () => {
    await sql`lock table idempotency_keys`.execute(holder);
    throw unavailable({ zh: 'Temporal 未应答。', en: 'Temporal did not answer.' });
  });
  await expect(running).rejects.toMatchObject({ code: 'unavailable' });
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    db,
  );
  expect(rows).toEqual([{ n: 1 }]);
  await holder.rollback().execute();
});

test('a run that was lost ten seconds ago may be retaken, by one', async () => {
  const request = named(randomUUID());
  await claim(request);
  await letTimePass(request);
  const kinds = await Promise.all(Array.from({ length: 8 }, () => claim(request)));
  expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
});

test('whoever comes again too early is told when a lost run may be retaken, at the earliest in a second', async () => {
  const request = named(randomUUID());
  const lock = await locked(request);
  // Far ahead, so that a slow machine makes no difference.
  const lockedAt = (at: string) =>
    sql`update idempotency_keys set locked_at = ${at}::timestamptz where key = ${request.key}`.execute(database.db);
  const inAnHour = new Date(Date.now() + 3_600_000);
  await lockedAt(inAnHour.toISOString());
  const answer: unknown = await createIdempotent(database.db)
    .run({ ...request, updateId: 'u' }, () => Promise.resolve())
    .catch((error: unknown) => error);
  expect(answer).toMatchObject({
    code: 'in-progress',
    extras: { headers: { 'Retry-After': expect.stringMatching(/^3[56]\d\d$/) } },
  });
  await noteMade(database.db, lock, 'job-8');
  await freeKey(database.db, lock);
  expect(await findKey(database.db, request)).toMatchObject({ answer: null, retakenIn: 1 });
});

describe('a slow run whose key was retaken', () => {
  async function retaken(): Promise<{ request: RequestKey; slow: KeyLock; second: KeyLock }> {
    const request = named(randomUUID());
    const slow = await locked(request);
    await letTimePass(request);
    return { request, slow, second: await locked(request) };
  }

  test('does not free the key of the second when it fails', async () => {
    const { request, slow } = await retaken();
    await freeKey(database.db, slow);
    expect(await claim(request)).toBe('in-progress');
  });

  test('cannot note what it made, so that its effect is rolled back', async () => {
    const { slow, second } = await retaken();
    expect(await noteMade(database.db, slow, 'first')).toBe(false);
    expect(await noteMade(database.db, second, 'second')).toBe(true);
  });

  test('brings about nothing any more, though it got that far', async () => {
    const request = named(randomUUID());
    const stored = (): Promise<number> => count(database, 'texts');
    const before = await stored();
    const run = createIdempotent(database.db).run({ ...request, updateId: 'u' }, async ({ make }) => {
      await letTimePass(request);
      await locked(request);
      await make((tx) => storeText(tx, 'KF20251107001', {}));
    });
    await expect(run).rejects.toMatchObject({ code: 'in-progress' });
    expect([await stored(), (await findKey(database.db, request))?.answer]).toEqual([before, null]);
  });

  test('leaves the answer to the second', async () => {
    const { request, slow, second } = await retaken();
    await finishKey(database.db, slow, { ...DONE, body: 'slow' });
    expect(await claim(request)).toBe('in-progress');
    await finishKey(database.db, second, DONE);
    expect(await claimKey(database.db, request)).toEqual({ kind: 'answered', answer: DONE });
  });
});

describe('after a run that threw', () => {
  async function thrown(error: unknown): Promise<RequestKey> {
    const request = named(randomUUID());
    const run = createIdempotent(database.db).run({ ...request, updateId: 'u' }, () => Promise.reject(error));
    await expect(run).rejects.toBe(error);
    return request;
  }
  const another = (request: RequestKey): RequestKey => named(request.key, 'another body');

  test.each([
    ['nobody answered in time', unavailable({ zh: '结果未定。', en: 'The outcome is open.' })],
    ['nobody foresaw it', new Error('a bug')],
  ])(
    'of which the outcome is open (%s), the key stays its request’s, whose repeat runs at once',
    async (_why, error) => {
      const request = await thrown(error);
      expect(await claim(another(request))).toBe('key-reused');
      expect(await claim(request)).toBe('claimed');
    },
  );

  test('that was refused, the key is free for another request', async () => {
    expect(await claim(another(await thrown(notFound())))).toBe('claimed');
  });
});

test('what was made is known to the run after one that failed', async () => {
  const request = named(randomUUID());
  const lock = await locked(request);
  expect(lock).toMatchObject({ made: null, isRepeat: false });
  await noteMade(database.db, lock, 'job-7');
  await freeKey(database.db, lock);
  expect(await locked(request)).toMatchObject({ made: 'job-7', isRepeat: true });
});
