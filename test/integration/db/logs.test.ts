import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../../config/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('an error of the database is logged without the values of its row', async () => {
  const { db } = database;
  await sql`create table people (phone text primary key)`.execute(db);
  const twice = sql`insert into people values ('13800138000'), ('13800138000')`.execute(db);
  const error: unknown = await twice.catch((fault: unknown) => fault);
  expect(error).toMatchObject({ detail: expect.stringContaining('13800138000') });
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  logger.error({ err: error }, 'not written');
  logger.child({ ticketNo: 'KF20251107001' }).error({ error }, 'Activity failed');
  logger.error({ err: new AggregateError([error], 'both') }, 'not written');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('people_pkey');
  expect(lines.join('')).not.toContain('13800138000');
});

test('a connection that was lost is logged without what it knew, and by its message also where Temporal logs it', async () => {
  const lost = Object.assign(new Error('terminating connection'), { code: '57P01', client: { secretKey: 4711 } });
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  logger.warn({ err: lost }, 'a database connection was lost');
  logger.error({ error: lost }, 'Activity failed');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain('terminating connection');
  expect(lines.join('')).not.toContain('4711');
});
