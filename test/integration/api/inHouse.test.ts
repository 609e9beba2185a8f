import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SPECIALISED } from './desk.ts';

let desk: Desk;
let manager: DemoCredential;
let customer: DemoCredential;
let specialist: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  manager = desk.credential(({ role }) => role === 'manager');
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  specialist = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
  const content = { ...STANDARD_POLICY, internal: { PAY: { length: { kind: 'working-time', hours: 6 } } } };
  const { body } = await desk.post(manager, '/v1/policies', { basedOn: 1, content });
  const published = await desk.post(manager, `/v1/policies/${body.version}/publish`, { reason: '支付组内部时限' });
  expect(published.status, published.text).toBe(200);
});
afterAll(() => desk.close());

function clockIds({ body }: Answer): string[] {
  const clocks: { id: string }[] = body.clocks ?? body.items;
  return clocks.map(({ id }) => id);
}

describe('a department’s own limit', () => {
  test('is the house’s to see and never the customer’s, wherever clocks are shown', async () => {
    const opened = await desk.post(customer, '/v1/tickets', SPECIALISED);
    expect(clockIds(opened)).not.toContain('DEPARTMENT_INTERNAL');
    const path = `/v1/tickets/${opened.body.ticketNo}`;
    for (const shown of [path, `${path}/clocks`]) {
      expect(clockIds(await desk.get(specialist, shown))).toContain('DEPARTMENT_INTERNAL');
      const seen = clockIds(await desk.get(customer, shown));
      expect(seen).toContain('RESOLVE_COMPLEX');
      expect(seen).not.toContain('DEPARTMENT_INTERNAL');
    }
    expect((await desk.get(customer, `${path}/events`)).text).not.toContain('DEPARTMENT_INTERNAL');
    expect((await desk.get(customer, '/v1/tickets')).text).not.toContain('DEPARTMENT_INTERNAL');
  });

  test('missed, it does not make a ticket one whose promise to the customer was broken', async () => {
    const opened = await desk.post(customer, '/v1/tickets', SPECIALISED);
    const { ticketNo } = opened.body;
    const { db } = desk.database;
    await db
      .updateTable('clocks')
      .set({ breached: true })
      .where('ticket_no', '=', ticketNo)
      .where('id', '=', 'DEPARTMENT_INTERNAL')
      .execute();
    const breached = await desk.get(manager, '/v1/tickets?breached=true');
    expect(breached.body.items.map((item: { ticketNo: string }) => item.ticketNo)).not.toContain(ticketNo);
    await db
      .updateTable('clocks')
      .set({ breached: true })
      .where('ticket_no', '=', ticketNo)
      .where('id', '=', 'RESOLVE_COMPLEX')
      .execute();
    const broken = await desk.get(manager, '/v1/tickets?breached=true');
    expect(broken.body.items.map((item: { ticketNo: string }) => item.ticketNo)).toContain(ticketNo);
  });

  test('explains itself by the version it follows', async () => {
    const opened = await desk.post(customer, '/v1/tickets', SPECIALISED);
    expect(opened.status, opened.text).toBe(201);
    const { body } = await desk.get(specialist, `/v1/tickets/${opened.body.ticketNo}/clocks`);
    const own = body.items.find(({ id }: { id: string }) => id === 'DEPARTMENT_INTERNAL');
    expect(own.explanation.en).toMatch(/^6 hours from .*open hours only.*by version 2 of the limits$/);
  });
});

test('a ticket that nobody has classified shows its limit to its customer too, who is told no date of it', async () => {
  const { category: _none, ...unclassified } = SPECIALISED;
  const opened = await desk.post(customer, '/v1/tickets', unclassified);
  const { ticketNo } = opened.body;
  const { body } = await desk.get(customer, `/v1/tickets/${ticketNo}/clocks`);
  for (const clocks of [opened.body.clocks, body.items])
    expect(clocks).toContainEqual(expect.objectContaining({ id: 'RESOLVE_SIMPLE', dueAt: expect.any(String) }));
  const inbox = await desk.get(customer, '/v1/inbox');
  const told = inbox.body.items.find((item: { ticketNo: string }) => item.ticketNo === ticketNo);
  expect(told.text).toContain('判明问题类型后告知您');
  expect(told.text).not.toMatch(/\d{4}-\d\d-\d\d/);
});
