import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDatabase } from '../../../db/connect.ts';
import { reachDatabase } from '../../../db/reach.ts';
import type { DB } from '../../../db/schema/rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What is told to whoever starts a process on it; null where it may serve. */
async function faultOf(db: Kysely<DB>): Promise<string | null> {
  return reachDatabase(db, { tries: 1 }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

async function faultAt(url: string): Promise<string | null> {
  const db = createDatabase(url, { max: 1 });
  try {
    return await faultOf(db);
  } finally {
    await db.destroy();
  }
}

test('a database that all migrations were run on is what the code is written for', async () => {
  expect(await faultOf(database.db)).toBeNull();
});

test('a PostgreSQL that cannot be used is told with the variable that names it, and the cause', async () => {
  const url = new URL(database.url);
  url.password = 'wrong';
  expect(await faultAt(url.href)).toMatch(
    /^PostgreSQL cannot be used \(DATABASE_URL\): password authentication failed/,
  );
});

test('a database without a schema is told with what makes it', async () => {
  expect(await faultAt(inject('postgresUrl'))).toMatch(
    /^The database of DATABASE_URL has no schema yet, and \w+ is needed: `npm run migrate` .+ brings it up to date\.$/,
  );
});

test('the schema of the next release is served on, an older one is told with what brings it up to date', async () => {
  const { db } = database;
  await sql`insert into kysely_migration (name, timestamp) values ('9999_next', '')`.execute(db);
  expect(await faultOf(db)).toBeNull();
  await sql`delete from kysely_migration where name <> '0001_foundation'`.execute(db);
  expect(await faultOf(db)).toMatch(/has the schema of 0001_foundation, .+: `npm run migrate` .+ brings it up to date/);
});
