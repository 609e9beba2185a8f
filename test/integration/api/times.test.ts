import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SPECIALISED } from './desk.ts';

let desk: Desk;
let customer: DemoCredential;
let pay: DemoCredential;
let path: string;

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
  path = `/v1/tickets/${(await desk.post(customer, '/v1/tickets', SPECIALISED)).body.ticketNo}`;
  const by = new Date(Date.now() + 3_600_000).toISOString();
  await desk.post(pay, `${path}/take-over`, {});
  await desk.post(pay, `${path}/progress-report`, { text: '一小时内告知', promise: { by } });
  await desk.post(pay, `${path}/request-material`, { items: [{ name: '支付截图', why: '核对' }] });
});
afterAll(() => desk.close());

test('every instant of every answer is in the service centre’s offset', async () => {
  const supervisor = desk.credential(({ role }) => role === 'supervisor');
  const paths = ['', '/events', '/clocks', '/messages', '/attempts'].map((tail) => `${path}${tail}`);
  for (const each of [...paths, '/v1/tickets', '/v1/inbox', '/v1/tasks', '/v1/reports/breaches', '/v1/outages']) {
    const { status, text } = await desk.get(each === '/v1/inbox' ? pay : supervisor, each);
    expect([each, status, /\d{2}:\d{2}:\d{2}(\.\d+)?Z/.exec(text)?.[0]]).toEqual([each, 200, undefined]);
  }
});

test('the promise that an event tells is the instant that was promised', async () => {
  const { items } = (await desk.get(pay, `${path}/events?limit=200`)).body;
  const promised = items.find(({ type }: { type: string }) => type === 'promised');
  expect(promised.data.dueAt).toMatch(/\+08:00$/);
  const { clocks } = (await desk.get(pay, path)).body;
  expect(clocks.find(({ id }: { id: string }) => id === 'PROMISE').dueAt).toBe(promised.data.dueAt);
});

test('a ticket says of each limit whether it is final', async () => {
  const { clocks } = (await desk.get(customer, path)).body;
  expect(clocks.length).toBeGreaterThan(2);
  for (const clock of clocks) expect(clock.provisional).toEqual(expect.any(Boolean));
});

test('a stretch in which a limit stands still says why and for whom, in both languages', async () => {
  const { items } = (await desk.get(customer, `${path}/clocks`)).body;
  const resolve = items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
  expect(resolve.intervals.at(-1)).toMatchObject({
    state: 'paused',
    why: 'material',
    whyLabel: { zh: '等待补充材料', en: 'waiting for material' },
    who: 'customer',
    whoLabel: { zh: '客户', en: 'the customer' },
  });
});
