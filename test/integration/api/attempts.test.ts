import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
let ticketNo: string;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

const attempts = (who: DemoCredential, query = ''): Promise<Answer> =>
  desk.get(who, `/v1/tickets/${ticketNo}/attempts${query}`);

/** The row is written after the answer, so it is looked for until it is there. */
async function attemptsOnce(n: number): Promise<void> {
  await expect.poll(async () => (await attempts(staff('supervisor'))).body.items.length).toBe(n);
}

describe('what somebody was refused', () => {
  test('is written down with who, what and why, and leaves no gap in the timeline', async () => {
    ticketNo = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body.ticketNo;
    expect((await attempts(staff('supervisor'))).body).toEqual({ items: [], nextCursor: null });
    const before = (await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}/events`)).body;
    expect((await desk.post(buyer, `/v1/tickets/${ticketNo}/close-unresolved`, { finalAnswer: '没有' })).status).toBe(
      403,
    );
    await attemptsOnce(1);
    expect((await desk.post(buyer, `/v1/tickets/${ticketNo}/accept`, {})).status).toBe(409);
    await attemptsOnce(2);
    const plan = { lead: '9999', tasks: [] };
    expect((await desk.post(staff('supervisor'), `/v1/tickets/${ticketNo}/coordinate`, plan)).status).toBe(422);
    await attemptsOnce(3);
    const { items } = (await attempts(staff('manager'))).body;
    expect(items).toMatchObject([
      { command: 'coordinate', code: 'unknown-staff', actor: { kind: 'staff', staffNo: staff('supervisor').staffNo } },
      { command: 'accept', code: 'state-conflict', actor: { kind: 'customer', accountId: buyer.accountId } },
      { command: 'close-unresolved', code: 'forbidden', taskId: null, ticketNo },
    ]);
    expect((await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}/events`)).body).toEqual(before);
  });

  test('comes in pages, the latest first', async () => {
    const first = (await attempts(staff('inspector'), '?limit=2')).body;
    expect(first.items.map(({ command }: { command: string }) => command)).toEqual(['coordinate', 'accept']);
    const second = (await attempts(staff('inspector'), `?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ command: 'close-unresolved' }], nextCursor: null });
  });

  test('is for those who answer for the desk', async () => {
    for (const who of [buyer, staff('agent'), staff('admin')]) expect((await attempts(who)).status).toBe(403);
    expect((await desk.get(staff('supervisor'), '/v1/tickets/KF20200101001/attempts')).status).toBe(404);
    expect((await attempts(staff('supervisor'), '?limit=0')).status).toBe(400);
    expect((await attempts(staff('supervisor'), '?cursor=bm8')).status).toBe(400);
  });

  test('is not what was done, nor what could not be read', async () => {
    const before = (await attempts(staff('supervisor'))).body.items.length;
    expect((await desk.post(staff('agent'), `/v1/tickets/${ticketNo}/take-over`, {})).status).toBe(200);
    expect((await desk.post(staff('agent'), `/v1/tickets/${ticketNo}/answer`, {})).status).toBe(400);
    expect((await desk.post(buyer, `/v1/tickets/${ticketNo}/answer`, { solution: '好' })).status).toBe(403);
    await attemptsOnce(before + 1);
  });
});
