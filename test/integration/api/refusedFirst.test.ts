import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let customer: DemoCredential;
let path: string;
const staff = (role: string): DemoCredential => desk.credential((who) => who.role === role);

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  const agents = desk.credentials.filter(({ role }) => role === 'agent');
  for (const agent of agents) await desk.put(agent, '/v1/me/state', { state: 'ready' });
});
afterAll(() => desk.close());

beforeEach(async () => {
  const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE);
  expect(ticket.status).toBe('IN_PROGRESS');
  path = `/v1/tickets/${ticket.ticketNo}`;
});

/** How many tickets were ever given by rule, and how many texts wait for their event. */
async function taken(): Promise<{ claims: number; loose: number }> {
  const { rows } = await sql<{ claims: number; loose: number }>`
    select (select sum(claims)::integer from agent_states) as claims,
      (select count(*)::integer from texts where not kept) as loose
  `.execute(desk.database.db);
  return rows[0] ?? { claims: Number.NaN, loose: Number.NaN };
}

test('who may not reassign takes nobody’s turn and leaves no words behind', async () => {
  const before = await taken();
  expect((await desk.post(customer, `${path}/reassign`, { reason: '换人' })).status).toBe(403);
  expect(await taken()).toEqual(before);
});

test('a ticket that has nobody to be taken from takes nobody’s turn', async () => {
  await desk.post(customer, `${path}/withdraw`, { reason: '已解决' });
  const before = await taken();
  expect((await desk.post(staff('supervisor'), `${path}/reassign`, { reason: '换人' })).status).toBe(409);
  expect(await taken()).toEqual(before);
});

test('an outcome that stayed open and is asked for again takes one turn', async () => {
  const { claims } = await taken();
  const key = { 'Idempotency-Key': randomUUID() };
  const order = { reason: '换人' };
  desk.engine.away = true;
  expect((await desk.post(staff('supervisor'), `${path}/reassign`, order, key)).status).toBe(503);
  desk.engine.away = false;
  const done = await desk.post(staff('supervisor'), `${path}/reassign`, order, key);
  expect([done.status, done.body.status]).toEqual([200, 'IN_PROGRESS']);
  expect((await taken()).claims).toBe(claims + 1);
});

test('a command that was done unheard is answered with the ticket, though it is not allowed any more', async () => {
  const key = randomUUID();
  const send = () => desk.post(customer, `${path}/withdraw`, { reason: '已解决' }, { 'Idempotency-Key': key });
  const first = await send();
  await sql`delete from idempotency_keys where key = ${key}`.execute(desk.database.db);
  const again = await send();
  expect([first.status, again.status, again.body.version]).toEqual([200, 200, first.body.version]);
});
