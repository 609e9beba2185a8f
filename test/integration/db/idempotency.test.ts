import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestKey } from '../../../db/repositories/idempotency.ts';
import { claimKey, finishKey, releaseKey } from '../../../intake/idempotency.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function named(key: string, body = ''): RequestKey {
  return {
    principal: 'account:A1',
    route: 'POST /v1/tickets/x/answer',
    key,
    hash: createHash('sha256').update(body).digest(),
  };
}

const claim = async (request: RequestKey): Promise<string> => (await claimKey(database.db, request)).kind;

test('a request runs once, and a repeat gets its answer', async () => {
  const request = named(randomUUID());
  expect(await claim(request)).toBe('claimed');
  expect(await claim(request)).toBe('in-progress');
  await finishKey(database.db, request, { status: 200, headers: { etag: '"3"' }, body: { version: 3 } });
  expect(await claimKey(database.db, request)).toEqual({
    kind: 'answered',
    answer: { status: 200, headers: { etag: '"3"' }, body: { version: 3 } },
  });
});

test('another body under the same key is refused, also while the first runs', async () => {
  const key = randomUUID();
  await claim(named(key, 'one'));
  expect(await claim(named(key, 'two'))).toBe('key-reused');
});

test('only successes are kept: after a refusal the key is free', async () => {
  const request = named(randomUUID());
  await claim(request);
  await finishKey(database.db, request, { status: 409, headers: null, body: { code: 'state-conflict' } });
  expect(await claim(request)).toBe('claimed');
  await releaseKey(database.db, request);
  expect(await claim(request)).toBe('claimed');
});

test('a run that was lost ten seconds ago may be retaken, by one', async () => {
  const request = named(randomUUID());
  await claim(request);
  await sql`update idempotency_keys set locked_at = now() - interval '11 seconds' where key = ${request.key}`.execute(
    database.db,
  );
  const kinds = await Promise.all(Array.from({ length: 8 }, () => claim(request)));
  expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
});
