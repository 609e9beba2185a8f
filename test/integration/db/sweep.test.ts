import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { storeDevMail } from '../../../db/repositories/reading/devMailbox.ts';
import { SILENT } from '../../../intake/ports.ts';
import { sweep } from '../../../intake/sweep.ts';
import { type Counter, count, numberOf, openCounter, request } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(() => counter.clear());
afterAll(() => counter.close());

const swept = (): Promise<void> => sweep({ db: counter.database.db, logger: SILENT });
const counts = (...tables: string[]): Promise<number[]> =>
  Promise.all(tables.map((table) => count(counter.database, table)));

test('what was tried in vain, and looked at, is known for three years', async () => {
  const { db } = counter.database;
  const ticketNo = await numberOf(counter.intake.open(request()));
  for (const interval of ['3 years 1 day', '2 years 364 days']) {
    const at = sql`now() - ${interval}::interval`;
    await sql`insert into attempts (ticket_no, command, actor, code, at) values (${ticketNo}, 'classify', '{}', 'forbidden', ${at})`.execute(
      db,
    );
    await sql`insert into contact_views (ticket_no, actor, reason, at) values (${ticketNo}, '{}', '回电', ${at})`.execute(
      db,
    );
  }
  expect(await counts('attempts', 'contact_views')).toEqual([2, 2]);
  await swept();
  expect(await counts('attempts', 'contact_views')).toEqual([1, 1]);
  await swept();
  expect(await counts('attempts', 'contact_views')).toEqual([1, 1]);
  await expect(sql`delete from contact_views`.execute(db)).rejects.toThrow('never changed');
});

test('the lists of what-ifs go after 30 days and those of re-plans after two years; the jobs stay, with their counts', async () => {
  const { db } = counter.database;
  for (const [kind, ended] of [
    ['what-if', '31 days'],
    ['what-if', '29 days'],
    ['replan', '31 days'],
    ['replan', '2 years 1 day'],
    ['what-if', null],
  ] as const) {
    await sql`
      with job as (
        insert into jobs (kind, policy, contents, selection, actor, status, ended_at)
        values (${kind}, 1, '{}', '{}', '{}', ${ended === null ? 'running' : 'done'}, now() - ${ended}::interval) returning id
      )
      insert into job_limits (job_id, change, ticket_no, department, clock, key)
      select id, 'later', 'KF20251103001', 'PAY', 'DEPARTMENT_INTERNAL', 'k' from job
    `.execute(db);
  }
  await swept();
  const left = await sql<{ kind: string; ended: number | null }>`
    select kind, extract(day from now() - ended_at)::int as ended from job_limits join jobs on jobs.id = job_id order by job_limits.id
  `.execute(db);
  expect(left.rows).toEqual([
    { kind: 'what-if', ended: 29 },
    { kind: 'replan', ended: 31 },
    { kind: 'what-if', ended: null },
  ]);
  expect(await counts('jobs')).toEqual([5]);
});

test('what fell due while nobody swept goes in one sweep, however much it is; what is younger stays', async () => {
  const { db } = counter.database;
  await sql`
    insert into texts (id, ticket_no, body, created_at)
    select gen_random_uuid(), 'KF20251103001', '{}', now() - case n when 0 then interval '29 days' else interval '31 days' end
    from generate_series(0, 10001) n
  `.execute(db);
  await sql`
    insert into idempotency_keys (principal, route, key, request_hash, created_at)
    select 'account:A100101', 'POST /v1/tickets', n, '', now() - case n when 0 then interval '47 hours' else interval '49 hours' end
    from generate_series(0, 10001) n
  `.execute(db);
  await sql`
    insert into attachments (owner, name, media_type, size, sha256, content, created_at)
    select 'account:A100101', 'a.png', 'image/png', 1, '', 'x', now() - case n when 0 then interval '23 hours' else interval '25 hours' end
    from generate_series(0, 21) n
  `.execute(db);
  await swept();
  expect(await counts('texts', 'idempotency_keys', 'attachments')).toEqual([1, 1, 1]);
});

test('the development mailbox holds the newest thousand mails', async () => {
  const { db } = counter.database;
  await storeDevMail(db, Buffer.from('the oldest'));
  await storeDevMail(db, Buffer.from('the second'));
  await sql`insert into dev_mailbox (raw) select 'later' from generate_series(1, 999)`.execute(db);
  await swept();
  const oldest = await db.selectFrom('dev_mailbox').select('raw').orderBy('id').executeTakeFirstOrThrow();
  expect([await counts('dev_mailbox'), oldest.raw.toString()]).toEqual([[1_000], 'the second']);
});
