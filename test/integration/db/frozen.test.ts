import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../db/connect.ts';
import { startTestPostgres } from '../../support/servers.ts';

/** What the problems middleware answers 503 to. */
const NOT_THERE = /Connection terminated|timeout exceeded|not queryable/;

describe('a PostgreSQL that stands still', () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>;
  let db: ReturnType<typeof createDatabase>;
  let pids: number[] = [];

  const signal = (name: NodeJS.Signals): void => pids.forEach((pid) => process.kill(pid, name));
  const answerOf = async (n: number): Promise<number | undefined> =>
    (await sql<{ n: number }>`select ${n}::int as n`.execute(db)).rows[0]?.n;

  beforeAll(async () => {
    server = await startTestPostgres();
    db = createDatabase(server.url, { max: 2, statementMs: 200 });
    const all = await sql<{ pid: number }>`select pid from pg_stat_activity
      union select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int`.execute(db);
    pids = all.rows.map(({ pid }) => pid);
  });
  afterAll(async () => {
    await db.destroy();
    await server.stop();
  });

  test('is given up on instead of waited for, in the middle of a transaction as well, and its late answers reach nobody', async () => {
    expect(await answerOf(1)).toBe(1);
    try {
      const transaction = db.transaction().execute(async (tx) => {
        await sql`select 2`.execute(tx);
        signal('SIGSTOP');
        return sql`select 3`.execute(tx);
      });
      await expect(transaction).rejects.toThrow(NOT_THERE);
      // A new connection is accepted by the kernel and never greeted.
      await expect(answerOf(4)).rejects.toThrow(NOT_THERE);
    } finally {
      signal('SIGCONT');
    }
    expect(await Promise.all([5, 6, 7].map(answerOf))).toEqual([5, 6, 7]);
  });
});
