import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

const INSTANT = '2026-11-20T08:00:00.123Z';
const LINES = 5;

let desk: Desk;
let buyer: DemoCredential;
let ticketNo: string;
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  ({ ticketNo } = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body);
});
afterAll(() => desk.close());

const staff = (role: string): DemoCredential => desk.credential((who) => who.role === role);

/** The ids on all pages of two, in order. */
async function idsOn(who: DemoCredential, path: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await desk.get(who, `${path}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    ids.push(...page.body.items.map((one: { id?: string; sampleId?: string }) => one.id ?? one.sampleId));
    cursor = page.body.nextCursor;
  }
  return ids;
}

/** One instant, so many microseconds later, in an order that has nothing to do with the ids. */
const later = sql`${INSTANT}::timestamptz + n * interval '1 microsecond'`;

test.each([
  [
    'limits of accounts',
    () => sql`
      insert into account_limits (account_id, ticket_no, reason, proposed_by, proposed_at, approved, decided_by, decided_at)
      select ${buyer.accountId}, ${ticketNo}, '辱骂', '1001', ${later}, false, '3003', now() from generate_series(1, ${LINES}) n`,
    () => idsOn(staff('manager'), '/v1/account-limits'),
  ],
  [
    'samples',
    () => sql`
      insert into review_samples (month, seed, population, drawn_by, drawn_at)
      select '2026-10', 's' || n, 0, '{"kind": "system"}', ${later} from generate_series(1, ${LINES}) n`,
    () => idsOn(staff('manager'), '/v1/reviews/samples'),
  ],
  [
    'files of a ticket',
    () => sql`
      insert into attachments (owner, name, media_type, size, sha256, content, ticket_no, cause, internal, created_at)
      select 'x', 'a.pdf', 'application/pdf', 1, 'x', 'x', ${ticketNo}, ${randomUUID()}, false, ${later}
      from generate_series(1, ${LINES}) n`,
    () => idsOn(buyer, `/v1/tickets/${ticketNo}/attachments`),
  ],
  [
    'notices',
    () => sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, params, created_at)
      select 'n' || (${LINES} - n), ${ticketNo}, 1, 'account-limited', 'customer', ${buyer.accountId},
        jsonb_build_object('ticketNo', ${ticketNo}::text, 'until', ${INSTANT}::text), ${later}
      from generate_series(1, ${LINES}) n`,
    async () => (await idsOn(buyer, '/v1/inbox')).filter((id) => id.startsWith('n')),
  ],
] as const)('%s of one millisecond stand on one page each', async (_what, write, read) => {
  await write().execute(desk.database.db);
  const ids = await read();
  expect([ids.length, new Set(ids).size]).toEqual([LINES, LINES]);
});

test.each([
  ['unavailable', '用同一 <code>Idempotency-Key</code>', 'with the same <code>Idempotency-Key</code>'],
  ['in-progress', '<code>Retry-After</code>', 'with the same key'],
  ['idempotency-key-reused', '换用新的', 'with a new key'],
  ['version-mismatch', '新的 <code>ETag</code>', 'the new <code>ETag</code>'],
  ['state-conflict', '当前状态不允许此操作', '<h1>This is not allowed in the present state</h1>'],
  ['not-found', '或您无权查看', 'or is not yours to see'],
  ['unauthenticated', 'Bearer &lt;密钥&gt;', 'Bearer &lt;key&gt;'],
  ['plan-invalid', '<code>detail</code> 说明原因', '<code>detail</code> of the answer says why'],
])('the page behind the type of %s says what to do', async (code, zh, en) => {
  expect((await desk.get(null, `/problems/${code}?lang=zh`)).text).toContain(zh);
  expect((await desk.get(null, `/problems/${code}?lang=en`)).text).toContain(en);
});

test('the documentation is in the language that it says it is in', async () => {
  expect((await desk.get(null, '/docs', { 'Accept-Language': 'zh-CN' })).text).toContain('<html lang="en">');
});

test('the figures tell how long the oldest of what Temporal was not told has waited', async () => {
  const waited = async (): Promise<number> =>
    Number(/^kefu_outbox_oldest_seconds (\S+)$/m.exec((await desk.get(null, '/metrics')).text)?.[1]);
  const { db } = desk.database;
  await sql`delete from outbox`.execute(db);
  expect(await waited()).toBe(0);
  await sql`
    insert into outbox (ticket_no, kind, created_at, next_attempt_at)
    values (${ticketNo}, 'start', now() - interval '1 hour', now() + interval '1 day'),
      (${ticketNo}, 'message', now(), now() + interval '1 day')
  `.execute(db);
  expect(await waited()).toBeGreaterThanOrEqual(3600);
});

test('the figures tell of mail that does not go out', async () => {
  const { db } = desk.database;
  const figures = async (): Promise<readonly number[]> => {
    const { text } = await desk.get(null, '/metrics');
    return ['kefu_mail_oldest_seconds', 'kefu_mails_failed'].map((name) =>
      Math.floor(Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])),
    );
  };
  await sql`update notices set mail_state = 'none'`.execute(db);
  expect(await figures()).toEqual([0, 0]);
  for (const [position, state, age] of [
    [0, 'pending', '2 hours'],
    [1, 'failed', '2 days'],
    [2, 'failed', '8 days'],
  ] as const)
    await sql`
      insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, created_at, mail_state)
      values (${`${ticketNo}:900:${position}`}, ${ticketNo}, 900, 'clock-breached', 'role', 'inspector', now() - ${age}::interval, ${state})
    `.execute(db);
  const [oldest, failed] = await figures();
  expect(oldest).toBeGreaterThanOrEqual(7200);
  expect(failed).toBe(1);
  await sql`delete from notices where version = 900`.execute(db);
});

test('the figures count tickets that are open, and limits that were found missed within a day', async () => {
  const { db } = desk.database;
  const told = async (): Promise<string> => (await desk.get(null, '/metrics')).text;
  const found = (ago: string) => sql`
    insert into ticket_events (ticket_no, seq, type, at, actor, after_status, data)
    select ${ticketNo}, 90 + max(seq), 'clock-breached', now() - ${ago}::interval, '{"kind": "system"}', 'CLOSED',
      '{"clock": "URGENT_RESPONSE"}' from ticket_events where ticket_no = ${ticketNo}`;
  await sql`update tickets set status = 'CLOSED' where ticket_no = ${ticketNo}`.execute(db);
  await found('25 hours').execute(db);
  expect(await told()).not.toMatch(/status="CLOSED"|kefu_clocks_breached\{clock="URGENT_RESPONSE"\} [1-9]/);
  await found('23 hours').execute(db);
  expect(await told()).toMatch(/kefu_clocks_breached\{clock="URGENT_RESPONSE"\} 1/);
});
