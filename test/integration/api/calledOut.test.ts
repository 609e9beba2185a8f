import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { replaceDuties } from '../../../db/repositories/shifts/rosterDuties.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';

const HOUR_MS = 3_600_000;
const NIGHT = '2026-11-28T02:00:00+08:00';
const WORKDAY = '2026-11-30T10:00:00+08:00';
const WEEK = '2026-11-23';

let desk: Desk;
let buyer: DemoCredential;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
const onDuty = (): DemoCredential => desk.credential(({ staffNo }) => staffNo === '1002');
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  const around = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
  const duty = { staffNo: '1002', shift: 'ONCALL', day: WEEK, startsAt: around(-4), endsAt: around(4) } as const;
  await replaceDuties(desk.database.db, WEEK, [duty]);
  // The desk's hour; who is on duty the store knows by its own.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NIGHT) });
});
afterAll(async () => {
  vi.useRealTimers();
  await desk.close();
});
beforeEach(() => {
  vi.setSystemTime(Date.parse(NIGHT));
});

const opened = async (): Promise<string> => {
  const ticket = { channel: 'phone', subject: '账号异常', description: '有人用我的账号下单' };
  const { body } = await desk.post(buyer, '/v1/tickets', ticket);
  return body.ticketNo;
};
const command = (who: DemoCredential, ticketNo: string, name: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/${name}`, body);
/** What he was told of this ticket. */
const toldOf = async (who: DemoCredential, ticketNo: string): Promise<string[]> => {
  const { body } = await desk.get(who, '/v1/inbox');
  const items: { ticketNo: string; template: string }[] = body.items;
  return items.filter((item) => item.ticketNo === ticketNo).map(({ template }) => template);
};
const limits = ({ body }: Answer): string[] =>
  body.clocks.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`);

describe('called out outside staffed time is whoever the roster has on duty', () => {
  test('where a ticket becomes urgent by its category', async () => {
    const answer = await command(staff('agent'), await opened(), 'classify', { category: 'ACC.LOGIN.STOLEN' });
    expect(answer.body).toMatchObject({ status: 'ASSIGNED', urgent: true, assignee: '1002' });
    expect(limits(answer)).toEqual(expect.arrayContaining(['URGENT_RESPONSE running', 'URGENT_CONTAIN running']));
    expect(await toldOf(onDuty(), answer.body.ticketNo)).toContain('urgent-opened');
  });

  test('not where it does not, or its channel is staffed', async () => {
    const ordinary = await command(staff('agent'), await opened(), 'classify', { category: 'ORD.PAY.REFUND' });
    expect(ordinary.body).toMatchObject({ urgent: false, assignee: null });
    vi.setSystemTime(Date.parse(WORKDAY));
    const byDay = await command(staff('agent'), await opened(), 'classify', { category: 'ACC.LOGIN.STOLEN' });
    expect(byDay.body).toMatchObject({ urgent: true, assignee: null });
    expect(limits(byDay)).not.toContain('URGENT_RESPONSE running');
  });

  test('where an urgent ticket comes back, which only its level may take up', async () => {
    const ticketNo = await opened();
    await command(staff('agent'), ticketNo, 'classify', { category: 'ACC.LOGIN.STOLEN' });
    expect((await command(onDuty(), ticketNo, 'take-over')).status).toBe(200);
    expect((await command(onDuty(), ticketNo, 'answer', { solution: '已冻结' })).status).toBe(200);
    const refused = await command(buyer, ticketNo, 'reject', { reason: '仍可登录' });
    expect(refused.body).toMatchObject({ status: 'REASSESSING', urgent: true });
    expect(limits(refused)).toContain('URGENT_RESPONSE running');
    expect(await toldOf(onDuty(), ticketNo)).toContain('urgent-confirmed');
  });

  test('where the desk itself brings it back, as its follow-up finds it unsolved', async () => {
    const ticketNo = await opened();
    await command(staff('agent'), ticketNo, 'classify', { category: 'ACC.LOGIN.STOLEN' });
    await command(onDuty(), ticketNo, 'take-over');
    await command(onDuty(), ticketNo, 'answer', { solution: '已冻结' });
    expect((await command(buyer, ticketNo, 'accept')).body.status).toBe('CLOSED');
    const found = await command(staff('agent'), ticketNo, 'follow-up', { solved: false, note: '仍可登录' });
    expect(found.body).toMatchObject({ status: 'REASSESSING', urgent: true });
    expect(limits(found)).toContain('URGENT_RESPONSE running');
    expect(await toldOf(onDuty(), ticketNo)).toContain('urgent-confirmed');
  });

  test('not whom it is about: where he alone is there and the customer brings it back, the supervisors are alarmed', async () => {
    const { db } = desk.database;
    await db.updateTable('staff').set({ active: false }).where('role', '=', 'dutyAgent').execute();
    const complaint = {
      channel: 'phone',
      category: 'SVC.COMPLAINT',
      subject: '投诉',
      description: '态度恶劣',
      about: '1002',
    };
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', complaint)).body;
    const supervisor = staff('supervisor');
    expect((await command(supervisor, ticketNo, 'classify', { category: 'ACC.LOGIN.STOLEN' })).status).toBe(200);
    expect((await command(supervisor, ticketNo, 'take-over')).status).toBe(200);
    expect((await command(supervisor, ticketNo, 'answer', { solution: '已冻结' })).status).toBe(200);
    const before = (await toldOf(supervisor, ticketNo)).filter((template) => template === 'urgent-confirmed').length;
    const refused = await command(buyer, ticketNo, 'reject', { reason: '仍可登录' });
    expect(limits(refused)).toContain('URGENT_RESPONSE running');
    const told = (await toldOf(supervisor, ticketNo)).filter((template) => template === 'urgent-confirmed');
    expect(told).toHaveLength(before + 1);
  });
});
