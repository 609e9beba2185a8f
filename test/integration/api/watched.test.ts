import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

const command = (who: DemoCredential, ticketNo: string, name: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/${name}`, body);

async function solved(opening: object, by: DemoCredential): Promise<string> {
  const { ticketNo } = (await desk.post(buyer, '/v1/tickets', opening)).body;
  await command(by, ticketNo, 'take-over');
  await command(by, ticketNo, 'answer', { solution: '已处理' });
  expect((await command(buyer, ticketNo, 'accept')).status).toBe(200);
  return ticketNo;
}

describe('what is owed to closed tickets', () => {
  const duties = (query = ''): Promise<Answer> => desk.get(staff('agent'), `/v1/duties${query}`);
  test('is none at first', async () => {
    expect((await duties()).body).toEqual({ items: [], nextCursor: null });
    await solved(SIMPLE, staff('agent'));
    expect((await duties()).body.items).toEqual([]);
  });

  test('a follow-up of each complex case, with until when, and gone once it was made', async () => {
    const pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
    const ticketNo = await solved(SPECIALISED, pay);
    const { items } = (await duties('?duty=follow-up')).body;
    expect(items).toMatchObject([{ ticketNo, duty: 'follow-up', closeReason: 'CONFIRMED', late: false }]);
    expect(items[0].dueAt).toMatch(/T18:00:00\+08:00$/);
    const made = await command(staff('agent'), ticketNo, 'follow-up', { solved: true, note: '电话确认' });
    expect(made.body.status).toBe('CLOSED');
    expect((await duties()).body.items).toEqual([]);
    expect((await command(staff('agent'), ticketNo, 'follow-up', { solved: true, note: '再问' })).status).toBe(409);
    expect((await command(staff('agent'), ticketNo, 'follow-up', { note: '再问' })).status).toBe(400);
  });

  test('nothing of a complaint about the service, which the front desk does not read', async () => {
    const pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
    const ticketNo = await solved(SPECIALISED, pay);
    const { db } = desk.database;
    await sql`update tickets set category = 'SVC.COMPLAINT' where ticket_no = ${ticketNo}`.execute(db);
    const listed = async (role: string): Promise<string[]> =>
      (await desk.get(staff(role), '/v1/duties')).body.items.map((item: { ticketNo: string }) => item.ticketNo);
    expect([await listed('agent'), await listed('supervisor')]).toEqual([[], [ticketNo]]);
    await sql`update tickets set category = ${SPECIALISED.category} where ticket_no = ${ticketNo}`.execute(db);
    expect(await listed('agent')).toEqual([ticketNo]);
    await command(staff('agent'), ticketNo, 'follow-up', { solved: true, note: '电话确认' });
  });

  test('a review of each end of service, by another person', async () => {
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body;
    await command(staff('agent'), ticketNo, 'take-over');
    await command(staff('agent'), ticketNo, 'warn-abuse', { reason: '辱骂' });
    await command(staff('agent'), ticketNo, 'terminate', { reason: '再次辱骂' });
    const listed = async (role: string) =>
      (await desk.get(staff(role), '/v1/duties?duty=termination-review')).body.items;
    expect(await listed('supervisor')).toMatchObject([{ ticketNo }]);
    expect(await listed('agent')).toEqual([]);
    const body = { upheld: false, reason: '言语不构成辱骂' };
    expect((await command(staff('agent'), ticketNo, 'review-termination', body)).status).toBe(403);
    const undone = await command(staff('supervisor'), ticketNo, 'review-termination', body);
    expect(undone.body.status).toBe('REASSESSING');
    // Whoever ends it himself is not asked to look at it again.
    expect((await command(staff('supervisor'), ticketNo, 'terminate', { reason: '威胁' })).status).toBe(200);
    expect(await listed('supervisor')).toEqual([]);
    expect(await listed('manager')).toMatchObject([{ ticketNo }]);
    expect((await desk.get(buyer, '/v1/inbox')).text).toContain('致歉');
  });

  test('is for the front desk', async () => {
    expect((await desk.get(buyer, '/v1/duties')).status).toBe(403);
    expect((await duties('?duty=coffee')).status).toBe(400);
    expect((await duties('?cursor=bm8')).status).toBe(400);
  });
});

describe('the red list', () => {
  const red = (query = ''): Promise<Answer> => desk.get(staff('supervisor'), `/v1/reports/red-list${query}`);
  test('names the tickets under supervision and when the next report is due', async () => {
    expect((await red()).body).toEqual({ items: [], nextCursor: null });
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body;
    await command(staff('agent'), ticketNo, 'take-over');
    const supervised = await command(staff('supervisor'), ticketNo, 'supervise', { reason: '重点客户' });
    expect(supervised.body.supervised).toBe(true);
    expect((await desk.get(buyer, `/v1/tickets/${ticketNo}`)).body.supervised).toBe(false);
    expect((await red()).body.items).toMatchObject([
      { ticketNo, assignee: staff('agent').staffNo, lastReportAt: null, reportDueAt: expect.any(String), breaches: [] },
    ]);
    expect((await red('?department=PAY')).body.items).toEqual([]);
    await command(staff('agent'), ticketNo, 'progress-report', { text: '正在核实' });
    expect((await red()).body.items[0].lastReportAt).not.toBeNull();
    await command(buyer, ticketNo, 'withdraw');
    expect((await red()).body.items).toEqual([]);
  });

  test('has a complaint about the service for everybody but whom it is about', async () => {
    const complaint = { ...SIMPLE, category: 'SVC.COMPLAINT', about: staff('supervisor').staffNo };
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', complaint)).body;
    const supervised = await command(staff('manager'), ticketNo, 'supervise', { reason: '涉及主管' });
    expect(supervised.status).toBe(200);
    const list = await desk.get(staff('manager'), '/v1/reports/red-list');
    expect(list.body.items).toMatchObject([{ ticketNo }]);
    expect((await red()).body.items).toEqual([]);
  });

  test('is for those who oversee the desk', async () => {
    expect((await desk.get(staff('agent'), '/v1/reports/red-list')).status).toBe(403);
    expect((await desk.get(buyer, '/v1/reports/red-list')).status).toBe(403);
  });
});
