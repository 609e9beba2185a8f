import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateToLatest } from '../../../db/migrate.ts';
import { describeSchema } from '../../../db/schema/describe.ts';
import { generateRows } from '../../../db/schema/generate.ts';
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
