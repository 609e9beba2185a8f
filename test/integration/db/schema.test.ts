import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateToLatest } from '../../../db/migrate.ts';
import { describeSchema } from '../../../db/schema/describe.ts';
import { generateRows } from '../../../db/schema/generate.ts';
import { migrate } from '../../../engine/seed.ts';
import { StartError } from '../../../engine/startError.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const read = (path: string): Promise<string> => readFile(new URL(`../../../db/${path}`, import.meta.url), 'utf8');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a database that is up to date is left alone', async () => {
  expect(await migrateToLatest(database.db)).toEqual([]);
});

test('schema.sql and the row types are those of the migrations (else run `npx tsx db/dump.ts`)', async () => {
  expect(await describeSchema(database.db)).toBe(await read('schema.sql'));
  expect(await generateRows(database.db)).toBe(await read('schema/rows.ts'));
});

test('a database that another version has made is no fault of the program: the start says so without a stack', async () => {
  await sql`insert into kysely_migration (name, timestamp) values ('9999_next', '')`.execute(database.db);
  const refused = await migrate(database.url).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartError);
  expect(String(refused)).toMatch(/made by another version \(.*9999_next.*\): start the version that made it/);
});
