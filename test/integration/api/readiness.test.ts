import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const isReadyFor = async (what: string): Promise<boolean> =>
  (await desk.get(null, `/health/ready${what}`)).status === 200;

test('nothing is ready on a schema older than what serves; a newer one, made for those who come next, disturbs nobody', async () => {
  const { db } = desk.database;
  await sql`insert into kysely_migration (name, timestamp) values ('9999_next', '')`.execute(db);
  expect([await isReadyFor('?for=intake'), await isReadyFor('')]).toEqual([true, true]);
  await sql`delete from kysely_migration where name <> '0001_foundation'`.execute(db);
  expect([await isReadyFor('?for=intake'), await isReadyFor('')]).toEqual([false, false]);
  await sql`drop table kysely_migration`.execute(db);
  expect([await isReadyFor('?for=intake'), await isReadyFor('')]).toEqual([false, false]);
});
