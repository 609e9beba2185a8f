import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DutyPage, type DutyRow, listDuties } from '../../../db/repositories/reading/watched.ts';
import type { DB } from '../../../db/schema/rows.ts';
import { createDemoDatabase, type TestDatabase } from '../../support/postgres.ts';

const TICKETS = 3000;
const FIRST: DutyPage = { duty: undefined, assignee: undefined, reviewer: '3001', after: null, limit: 20 };

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemoDatabase();
  await sql`
    insert into tickets (ticket_no, company_id, channel, department, status, version, urgent, subject, description, created_at, received_at,
      closed_at, close_reason, state)
    select 'KF20251107' || lpad(n::text, 6, '0'), 'C1001', 'online', 'FRONT', 'CLOSED', 9, false, '已结案', '已结案', now(), now(),
      timestamptz '2025-11-08' + n * interval '1 minute', 'CONFIRMED',
      jsonb_build_object('clocks', '[]'::jsonb, 'owed', case
        when n % 1000 = 0 then jsonb_build_object('duty', 'termination-review', 'by', '3002')
        when n % 1000 = 1 then null
        else jsonb_build_object('duty', 'follow-up', 'by', null) end)
    from generate_series(1, ${TICKETS}) n
  `.execute(database.db);
  await sql`
    insert into clocks (ticket_no, key, id, position, status, started_at, breached, explanation)
    select ticket_no, 'PROMISE-1', 'PROMISE', 1, 'running', created_at, false, '{}' from tickets where ticket_no like '%001'
  `.execute(database.db);
  await sql`analyze tickets, clocks`.execute(database.db);
});
afterAll(() => database.drop());

const listed = (db: Kysely<DB>, page: Partial<DutyPage>): Promise<DutyRow[]> =>
  listDuties(db, { kind: 'all' }, { ...FIRST, ...page });

/** Also in earlier transactions of this connection, until these are told. */
async function lookedAt(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'tickets'
  `.execute(tx);
  return rows[0]?.read ?? 0;
}

/** How many tickets PostgreSQL looks at for a page. */
function looksAt(page: Partial<DutyPage>): Promise<number> {
  return database.db.transaction().execute(async (tx) => {
    const before = await lookedAt(tx);
    await listed(tx, page);
    return (await lookedAt(tx)) - before;
  });
}

describe('a page of what is owed', () => {
  const middle = { at: '2025-11-08T16:40:00Z', ticketNo: 'KF20251107001000', duty: 'termination-review' };

  test.each<[string, Partial<DutyPage>]>([
    ['the first', {}],
    ['one in the middle', { after: middle }],
    ['of follow-ups alone', { duty: 'follow-up' }],
    ['of reviews, of which there are few', { duty: 'termination-review' }],
    ['of promises, of which there are few', { duty: 'promise' }],
    ['for whoever reviews none', { reviewer: null }],
  ])('%s looks at hardly more tickets than it shows, however many wait', async (_which, page) => {
    expect(await looksAt(page)).toBeLessThan(80);
  });

  test('follows the one before, the longest waiting first, through every duty', async () => {
    const all = await listed(database.db, { limit: 10_000 });
    expect(all.map(({ ticket_no: no }) => no)).toEqual(all.map(({ ticket_no: no }) => no).toSorted());
    const counts = Object.fromEntries(
      (['follow-up', 'promise', 'termination-review'] as const).map((duty) => [
        duty,
        all.filter((row) => row.duty === duty).length,
      ]),
    );
    expect(counts).toEqual({ 'follow-up': TICKETS - 6, promise: 3, 'termination-review': 3 });
    const paged: DutyRow[] = [];
    for (let after: DutyPage['after'] = null; ;) {
      const page = await listed(database.db, { after, limit: 999 });
      paged.push(...page);
      const last = page.at(-1);
      if (last === undefined) break;
      after = { at: last.closed_at?.toISOString() ?? '', ticketNo: last.ticket_no, duty: last.duty };
    }
    expect(paged).toEqual(all);
  });
});
