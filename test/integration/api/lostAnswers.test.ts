import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
let ticketNo: string;
const staff = (role: string, department?: string): DemoCredential =>
  desk.credential((who) => who.role === role && (department === undefined || who.department === department));

beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  ({ ticketNo } = (
    await desk.post(buyer, '/v1/tickets', { ...SIMPLE, contact: { name: '张三', phone: '13800138000' } })
  ).body);
});
afterAll(() => desk.close());

/** The process died between the effect and the answer, eleven seconds ago. */
async function loseAnswer(key: string): Promise<void> {
  await sql`
    update idempotency_keys set status = null, headers = null, body = null, locked_at = now() - interval '11 seconds'
    where key = ${key}
  `.execute(desk.database.db);
}

/** The same request twice, with the first answer lost. */
async function twice(who: DemoCredential, path: string, body: unknown): Promise<readonly [Answer, Answer]> {
  const key = randomUUID();
  const first = await desk.post(who, path, body, { 'Idempotency-Key': key });
  await loseAnswer(key);
  return [first, await desk.post(who, path, body, { 'Idempotency-Key': key })];
}

async function rowsIn(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
    desk.database.db,
  );
  return rows[0]?.n ?? Number.NaN;
}

/** The review of a complaint, which one of the two inspectors has in hand. */
async function reviewInHand(): Promise<{ path: string; inspector: DemoCredential; other: DemoCredential }> {
  const [inspector, other] = desk.credentials.filter(({ role }) => role === 'inspector');
  if (inspector === undefined || other === undefined) throw new Error('two inspectors are wanted');
  const { body: ticket } = await desk.post(buyer, '/v1/tickets', SIMPLE);
  if (ticket.status === 'RECEIVED') await desk.post(staff('agent'), `/v1/tickets/${ticket.ticketNo}/take-over`, {});
  await desk.post(buyer, `/v1/tickets/${ticket.ticketNo}/withdraw`, { reason: '已解决' });
  await desk.post(buyer, `/v1/tickets/${ticket.ticketNo}/complain`, { reason: '语气生硬' });
  const path = `/v1/reviews/${ticket.ticketNo}-Q1`;
  await desk.post(inspector, `${path}/take-over`, {});
  return { path, inspector, other };
}

describe('when the answer was lost after its effect, the repeat is answered with what was made', () => {
  test.each([
    ['a job', 'manager', '/v1/jobs', { kind: 'what-if', policy: 1 }, 'jobs'],
    ['a draft', 'manager', '/v1/policies', { basedOn: 1, note: '草稿' }, 'timetable_versions'],
    ['an outage', 'ops', '/v1/outages', { component: 'phone', note: '线路中断' }, 'outages'],
  ])('%s', async (_what, role, path, body, table) => {
    const before = await rowsIn(table);
    const [first, again] = await twice(staff(role), path, body);
    expect([again.status, again.headers.get('location')]).toEqual([first.status, first.headers.get('location')]);
    expect(first.status).toBeLessThan(300);
    expect((await rowsIn(table)) - before).toBe(1);
  });

  test('a job that was cancelled', async () => {
    desk.jobs.away = true;
    const { body: job } = await desk.post(staff('manager'), '/v1/jobs', { kind: 'what-if', policy: 1 });
    const [first, again] = await twice(staff('manager'), `/v1/jobs/${job.id}/cancel`, {});
    desk.jobs.away = false;
    expect([first.body.status, again.status, again.body.status]).toEqual(['cancelled', 200, 'cancelled']);
  });

  test('a review that was handed on, though others have gone on with it', async () => {
    const { path, inspector, other } = await reviewInHand();
    const key = { 'Idempotency-Key': randomUUID() };
    const handOn = () => desk.post(inspector, `${path}/hand-on`, { to: other.staffNo, reason: '休假' }, key);
    expect((await handOn()).status).toBe(200);
    expect((await desk.post(other, `${path}/note`, { text: '已听录音' })).status).toBe(200);
    await loseAnswer(key['Idempotency-Key']);
    const again = await handOn();
    expect([again.status, again.body.reviewer]).toEqual([200, other.staffNo]);
    const anew = await desk.post(inspector, `${path}/hand-on`, { to: other.staffNo, reason: '休假' });
    expect(anew.status).toBe(403);
  });

  test('an order to give somebody’s tickets to others', async () => {
    const { staffNo } = staff('agent');
    const path = `/v1/staff/${staffNo}/reassign`;
    const [first, again] = await twice(staff('supervisor'), path, { reason: '病假' });
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    expect(await rowsIn('agent_changes')).toBe(1);
  });

  test('a limit of an account: proposed, decided and lifted once each, and told once each', async () => {
    const manager = staff('manager');
    const proposal = { accountId: buyer.accountId, ticketNo, reason: '多次辱骂' };
    const [proposed, again] = await twice(staff('specialist', 'RISK'), '/v1/account-limits', proposal);
    expect([again.status, again.body]).toEqual([201, proposed.body]);
    const path = `/v1/account-limits/${proposed.body.id}`;
    expect((await twice(manager, `${path}/approve`, {})).map(({ status }) => status)).toEqual([200, 200]);
    expect((await twice(manager, `${path}/lift`, { reason: '误判' })).map(({ status }) => status)).toEqual([200, 200]);
    const { rows } = await sql`
      select template from notices where recipient = ${buyer.accountId} and template like 'account-limit%'
    `.execute(desk.database.db);
    expect(rows).toEqual([{ template: 'account-limited' }, { template: 'account-limit-lifted' }]);
  });

  test('a published version stays published', async () => {
    const manager = staff('manager');
    const { body: draft } = await desk.post(manager, '/v1/policies', { basedOn: 1 });
    const [first, again] = await twice(manager, `/v1/policies/${draft.version}/publish`, { reason: '试行' });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });
});

describe('while Temporal is silent', () => {
  afterEach(() => {
    desk.reviews.away = false;
  });

  test('what the rules refuse on a review is refused, and of what they allow the outcome is open', async () => {
    const { path, inspector, other } = await reviewInHand();
    desk.reviews.away = true;
    const outcome = async (who: DemoCredential, command: string, body: object): Promise<number> =>
      (await desk.post(who, `${path}/${command}`, body)).status;
    expect(await outcome(other, 'hand-on', { to: inspector.staffNo, reason: '休假' })).toBe(403);
    expect(await outcome(inspector, 'tell', { text: '核查结果如下' })).toBe(409);
    expect(await outcome(inspector, 'note', { text: '已听录音' })).toBe(503);
  });

  test('nobody refuses a repeat whose first request may have done it', async () => {
    const { path, inspector, other } = await reviewInHand();
    const key = { 'Idempotency-Key': randomUUID() };
    const handOn = () => desk.post(inspector, `${path}/hand-on`, { to: other.staffNo, reason: '休假' }, key);
    await handOn();
    await desk.post(other, `${path}/note`, { text: '已听录音' });
    await loseAnswer(key['Idempotency-Key']);
    desk.reviews.away = true;
    expect((await handOn()).status).toBe(503);
    desk.reviews.away = false;
    expect((await handOn()).status).toBe(200);
  });
});

test('a decision whose notice cannot be written is not taken', async () => {
  const { db } = desk.database;
  const proposal = { accountId: buyer.accountId, ticketNo, reason: '多次辱骂' };
  const { body: limit } = await desk.post(staff('specialist', 'RISK'), '/v1/account-limits', proposal);
  const path = `/v1/account-limits/${limit.id}/approve`;
  await sql`alter table notices add constraint no_notices check (template <> 'account-limited') not valid`.execute(db);
  try {
    expect((await desk.post(staff('manager'), path, {})).status).toBe(500);
  } finally {
    await sql`alter table notices drop constraint no_notices`.execute(db);
  }
  expect((await desk.post(staff('manager'), path, {})).status).toBe(200);
});

test('a contact that was looked at is kept nowhere else; the same request again is the same look', async () => {
  const key = { 'Idempotency-Key': randomUUID() };
  const path = `/v1/tickets/${ticketNo}/contact-views`;
  const first = await desk.post(staff('agent'), path, { reason: '回电' }, key);
  expect(first.body).toMatchObject({ phone: '13800138000' });
  const { rows } =
    await sql`select from idempotency_keys where route like '%contact-views' and body is not null`.execute(
      desk.database.db,
    );
  expect(rows).toEqual([]);
  expect((await desk.post(staff('agent'), path, { reason: '回电' }, key)).body).toEqual(first.body);
  expect(await rowsIn('contact_views')).toBe(1);
});
