import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SPECIALISED } from './desk.ts';

const TWENTY_DAYS_MS = 20 * 24 * 3_600_000;
const KEY = 'SPECIALIST_TAKEOVER#1';
const REASON = '银行对账结果当日才返回';

let desk: Desk;
let buyer: DemoCredential;
let supervisor: DemoCredential;
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  supervisor = staff('supervisor');
});
afterAll(() => desk.close());

const staff = (role: string, department?: string): DemoCredential =>
  desk.credential((one) => one.role === role && (department === undefined || one.department === department));

/** A question for the payment group that nobody has touched in twenty days. */
async function forgotten(): Promise<string> {
  const receivedAt = new Date(Date.now() - TWENTY_DAYS_MS).toISOString();
  const given = { ...SPECIALISED, channel: 'phone', companyId: buyer.companyId, receivedAt };
  return (await desk.post(staff('integration'), '/v1/tickets', given)).body.ticketNo;
}

function explain(who: DemoCredential, ticketNo: string, body: object = {}, headers: Record<string, string> = {}) {
  return desk.post(who, `/v1/tickets/${ticketNo}/explain-breach`, { key: KEY, reason: REASON, ...body }, headers);
}

async function reasonsSeenBy(who: DemoCredential, ticketNo: string) {
  const { items } = (await desk.get(who, `/v1/tickets/${ticketNo}/clocks`)).body;
  return items.find(({ key }: { key: string }) => key === KEY).reasons;
}

async function unexplained(): Promise<string[]> {
  const { body } = await desk.get(supervisor, '/v1/reports/breaches?explained=false&clock=SPECIALIST_TAKEOVER');
  return body.items.map(({ ticketNo }: { ticketNo: string }) => ticketNo);
}

function verdict({ status, body }: Answer): string {
  return `${status} ${String(body.type).replace('/problems/', '')}`;
}

test('why a limit was missed stands at the limit with who and when, for staff alone, and the report owes it no more', async () => {
  const ticketNo = await forgotten();
  expect(await unexplained()).toContain(ticketNo);
  const pay = staff('specialist', 'PAY');
  const before = (await desk.get(pay, `/v1/tickets/${ticketNo}`)).body;
  const answer = await explain(pay, ticketNo);
  expect([answer.status, answer.body]).toMatchObject([201, { ticketNo, key: KEY, reason: REASON, by: pay.staffNo }]);
  const { at } = answer.body;
  expect(await reasonsSeenBy(supervisor, ticketNo)).toMatchObject([{ reason: REASON, by: pay.staffNo, at }]);
  expect(await reasonsSeenBy(buyer, ticketNo)).toEqual([]);
  const { text } = await desk.get(buyer, `/v1/tickets/${ticketNo}/events`);
  expect(text).not.toMatch(/breach-explained|对账/);
  expect(await unexplained()).not.toContain(ticketNo);
  // The breach stays a breach, and nothing else of the ticket changes.
  expect((await desk.get(pay, `/v1/tickets/${ticketNo}`)).body).toEqual(before);
  const { items } = (await desk.get(supervisor, `/v1/tickets/${ticketNo}/events`)).body;
  expect(items.at(-1)).toMatchObject({ type: 'breach-explained', text: { reason: REASON }, data: { key: KEY } });
});

test('a later reason stands beside the earlier; the same request again is one', async () => {
  const ticketNo = await forgotten();
  const once = { 'Idempotency-Key': 'why-it-was-late' };
  await explain(supervisor, ticketNo, {}, once);
  expect((await explain(supervisor, ticketNo, {}, once)).status).toBe(201);
  await explain(supervisor, ticketNo, { reason: '更正：专员休假未交接' });
  const reasons = await reasonsSeenBy(supervisor, ticketNo);
  expect(reasons.map(({ reason }: { reason: string }) => reason)).toEqual([REASON, '更正：专员休假未交接']);
});

test('a team leader finds what was missed and says why, without reading the ticket', async () => {
  const ticketNo = await forgotten();
  const leader = staff('teamLeader');
  const { body } = await desk.get(leader, '/v1/reports/breaches?explained=false&clock=SPECIALIST_TAKEOVER');
  expect(body.items.map((item: { ticketNo: string }) => item.ticketNo)).toContain(ticketNo);
  const answer = await explain(leader, ticketNo);
  expect([answer.status, answer.body]).toMatchObject([201, { ticketNo, key: KEY, reason: REASON, by: leader.staffNo }]);
  expect(await reasonsSeenBy(supervisor, ticketNo)).toMatchObject([{ by: leader.staffNo }]);
  const others = [
    await desk.get(leader, `/v1/tickets/${ticketNo}`),
    await desk.get(leader, `/v1/tickets/${ticketNo}/clocks`),
    await explain(leader, 'KF20200101001'),
  ];
  expect(others.map(({ status }) => status)).toEqual([404, 404, 404]);
});

test('of a complaint about the service nobody says why who may not know of it', async () => {
  const complaint = { ...SPECIALISED, category: 'SVC.COMPLAINT', subject: '客服态度恶劣' };
  const { ticketNo } = (await desk.post(buyer, '/v1/tickets', complaint)).body;
  expect(verdict(await explain(staff('teamLeader'), ticketNo))).toBe('404 not-found');
  expect(verdict(await explain(supervisor, ticketNo))).toBe('422 unknown-reference');
});

test('what cannot be explained, and by whom', async () => {
  const ticketNo = await forgotten();
  const fresh = (await desk.post(buyer, '/v1/tickets', SPECIALISED)).body.ticketNo;
  const answers = [
    await explain(supervisor, fresh),
    await explain(supervisor, ticketNo, { key: 'RESOLVE_SIMPLE#9' }),
    await explain(supervisor, ticketNo, { reason: ' ' }),
    await explain(staff('inspector'), ticketNo),
    await explain(buyer, ticketNo),
    await explain(supervisor, 'KF20200101001'),
  ];
  expect(answers.map(verdict)).toEqual([
    '409 state-conflict',
    '422 unknown-reference',
    '400 validation',
    '403 forbidden',
    '403 forbidden',
    '404 not-found',
  ]);
  expect(answers[1]?.body.errors).toMatchObject([{ pointer: '/key', got: 'RESOLVE_SIMPLE#9' }]);
});
