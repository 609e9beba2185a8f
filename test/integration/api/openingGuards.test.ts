import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
let supplier: DemoCredential;
let sub: DemoCredential;
let risk: DemoCredential;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  supplier = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'supplier');
  sub = staff('subAccount');
  risk = desk.credential(({ role, department }) => role === 'specialist' && department === 'RISK');
});
afterAll(() => desk.close());

const open = (who: DemoCredential, more: object = {}): Promise<Answer> =>
  desk.post(who, '/v1/tickets', { ...SIMPLE, ...more });
const command = (who: DemoCredential, ticketNo: string, name: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/${name}`, body);
const linksOf = (ticketNo: TicketNo) =>
  desk.database.db
    .selectFrom('ticket_links')
    .select(['to_ticket_no as to', 'kind'])
    .where('ticket_no', '=', ticketNo)
    .execute();
const inboxOf = async (who: DemoCredential): Promise<string> => (await desk.get(who, '/v1/inbox')).text;

describe('urgency that did not hold', () => {
  test('three times in 30 days: the company’s word alone makes nothing urgent any more', async () => {
    const urgent = { urgent: { reason: 'system-down' } };
    for (const _time of [1, 2, 3]) {
      const { body } = await open(supplier, urgent);
      expect(body.urgent).toBe(true);
      const downgraded = await command(staff('supervisor'), body.ticketNo, 'downgrade-urgent', { reason: '可以下单' });
      expect(downgraded.status).toBe(200);
    }
    const { body } = await open(supplier, urgent);
    expect(body).toMatchObject({ urgent: false, urgentReason: 'system-down' });
    expect(await inboxOf(supplier)).toContain(`${body.ticketNo} 的紧急申请待核实`);
    expect(await inboxOf(staff('supervisor'))).toContain(`${body.ticketNo} 申请按紧急处理`);
    expect((await command(staff('supervisor'), body.ticketNo, 'confirm-urgent')).body.urgent).toBe(true);
    expect((await open(buyer, urgent)).body.urgent).toBe(true);
  });

  test('long ago is forgotten: the company’s word counts again', async () => {
    const urgent = { urgent: { reason: 'system-down' } };
    expect((await open(supplier, urgent)).body.urgent).toBe(false);
    await sql`update ticket_events set at = at - interval '31 days' where type = 'urgent-downgraded'`.execute(
      desk.database.db,
    );
    expect((await open(supplier, urgent)).body.urgent).toBe(true);
  });

  test('a wish to be urgent that was not granted is none of them', async () => {
    for (const _time of [1, 2, 3]) {
      const { body } = await open(buyer, { urgent: { reason: '很急' } });
      expect(body.urgent).toBe(false);
      const refused = await command(staff('supervisor'), body.ticketNo, 'downgrade-urgent', { reason: '不属紧急' });
      expect(refused.status).toBe(200);
    }
    expect((await open(buyer, { urgent: { reason: 'system-down' } })).body.urgent).toBe(true);
  });
});

describe('the same order again', () => {
  test('is linked to the earlier ticket and told to those who take it, and is never in the way', async () => {
    const first = (await open(buyer, { orderNo: 'DD20251107001' })).body;
    const again = await open(buyer, { orderNo: 'DD20251107001' });
    expect(again.status).toBe(201);
    const rows = await linksOf(again.body.ticketNo);
    expect(rows).toEqual([{ to: first.ticketNo, kind: 'repeat' }]);
    expect(await inboxOf(staff('agent'))).toContain(`${again.body.ticketNo} 与 ${first.ticketNo} 可能重复`);
  });

  test('is linked to the ticket that goes on, not to one that went into it', async () => {
    const orderNo = 'DD20251107003';
    const first = (await open(buyer, { orderNo })).body;
    const second = (await open(buyer, { orderNo })).body;
    const merged = await command(staff('supervisor'), second.ticketNo, 'merge', { into: first.ticketNo });
    expect(merged.body.closeReason).toBe('DUPLICATE');
    const third = await open(buyer, { orderNo });
    expect(await linksOf(third.body.ticketNo)).toEqual([{ to: first.ticketNo, kind: 'repeat' }]);
  });

  test('of another company, another order or none: nothing is linked', async () => {
    for (const [who, more] of [
      [supplier, { orderNo: 'DD20251107001' }],
      [buyer, { orderNo: 'DD20251107002' }],
      [buyer, {}],
    ] as const) {
      expect(await linksOf((await open(who, more)).body.ticketNo)).toEqual([]);
    }
  });
});

describe('an account that is limited after abuse', () => {
  let limit: string;
  test('is proposed by account security for an account of the ticket’s company', async () => {
    const { ticketNo } = (await open(sub)).body;
    const proposal = { accountId: sub.accountId, ticketNo, reason: '多次辱骂' };
    expect((await desk.post(staff('agent'), '/v1/account-limits', proposal)).status).toBe(403);
    const others = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
    const refused = await desk.post(others, '/v1/account-limits', proposal);
    expect(refused.status).toBe(403);
    // A supervisor and a manager may not propose either.
    expect(refused.body.detail).not.toMatch(/主管|经理/);
    const foreign = await desk.post(risk, '/v1/account-limits', { ...proposal, accountId: supplier.accountId });
    expect(foreign.body).toMatchObject({ status: 422, errors: [{ pointer: '/accountId' }] });
    const unknown = await desk.post(risk, '/v1/account-limits', { ...proposal, ticketNo: 'KF20200101001' });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ pointer: '/ticketNo' }] });
    const proposed = await desk.post(risk, '/v1/account-limits', proposal);
    expect(proposed).toMatchObject({
      status: 201,
      body: { status: 'PROPOSED', proposedBy: risk.staffNo, until: null },
    });
    limit = proposed.body.id;
    expect(await desk.get(risk, proposed.headers.get('location') ?? '')).toMatchObject({ body: proposed.body });
    expect((await desk.get(others, `/v1/account-limits/${limit}`)).status).toBe(403);
    expect((await desk.post(risk, '/v1/account-limits', proposal)).status).toBe(409);
    expect((await open(sub)).status).toBe(201);
  });

  test('is in force once the manager agrees: chat and phone are declined with the reason and until when', async () => {
    expect((await desk.post(risk, `/v1/account-limits/${limit}/approve`, {})).status).toBe(403);
    const manager = staff('manager');
    const proposedBy = (staffNo: string | null) =>
      desk.database.db
        .updateTable('account_limits')
        .set({ proposed_by: staffNo ?? '' })
        .where('id', '=', limit)
        .execute();
    // Whoever has become a manager since decides nothing that he has proposed himself.
    await proposedBy(manager.staffNo);
    expect((await desk.post(manager, `/v1/account-limits/${limit}/approve`, {})).status).toBe(409);
    await proposedBy(risk.staffNo);
    const approved = await desk.post(manager, `/v1/account-limits/${limit}/approve`, {});
    expect((await desk.post(manager, `/v1/account-limits/${limit}/reject`, {})).status).toBe(409);
    expect(approved.body).toMatchObject({ status: 'IN_FORCE', decidedBy: staff('manager').staffNo });
    const days = (Date.parse(approved.body.until) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    expect((await desk.post(staff('manager'), `/v1/account-limits/${limit}/reject`, {})).status).toBe(409);
    for (const channel of ['online', 'phone']) {
      const declined = await open(sub, { channel });
      expect([declined.status, declined.body.type]).toEqual([403, '/problems/account-limited']);
      expect(declined.body.detail).toContain('限制至');
    }
    expect(await inboxOf(sub)).toContain('暂时受限');
  });

  test('mail, urgent matters and the company’s other accounts are served as always', async () => {
    expect((await open(sub, { channel: 'email' })).status).toBe(201);
    expect((await open(sub, { urgent: { reason: 'account-stolen' } })).status).toBe(201);
    expect((await open(sub, { category: 'ACC.LOGIN.STOLEN' })).status).toBe(201);
    expect((await open(buyer)).status).toBe(201);
  });

  test('any other word of urgency opens nothing, and is told which do', async () => {
    const declined = await open(sub, { channel: 'online', urgent: { reason: '随便' } });
    expect([declined.status, declined.body.type]).toEqual([403, '/problems/account-limited']);
    for (const reason of ['account-stolen', 'merchant-unreachable', 'system-down'])
      expect(declined.body.detail).toContain(reason);
  });

  test('is served again by chat and phone once its time is over, without anybody’s doing', async () => {
    const limits = desk.database.db.updateTable('account_limits').where('id', '=', limit);
    const { until } = (await desk.get(risk, `/v1/account-limits?accountId=${sub.accountId}`)).body.items[0];
    await limits.set({ until: new Date(Date.now() - 1000) }).execute();
    for (const channel of ['online', 'phone']) expect((await open(sub, { channel })).status).toBe(201);
    expect((await desk.post(staff('manager'), `/v1/account-limits/${limit}/lift`, { reason: '误判' })).status).toBe(
      409,
    );
    await limits.set({ until }).execute();
    expect((await open(sub)).status).toBe(403);
  });

  test('is undone with an apology', async () => {
    expect((await desk.post(risk, `/v1/account-limits/${limit}/lift`, { reason: '误判' })).status).toBe(403);
    const lifted = await desk.post(staff('manager'), `/v1/account-limits/${limit}/lift`, { reason: '误判' });
    expect(lifted.body).toMatchObject({ status: 'LIFTED', liftReason: '误判' });
    expect((await desk.post(staff('manager'), `/v1/account-limits/${limit}/lift`, { reason: '误判' })).status).toBe(
      409,
    );
    expect((await open(sub)).status).toBe(201);
    expect(await inboxOf(sub)).toContain('致歉');
    const list = (await desk.get(risk, `/v1/account-limits?accountId=${sub.accountId}`)).body;
    expect(list).toMatchObject({ items: [{ id: limit }], nextCursor: null });
    expect((await desk.get(buyer, '/v1/account-limits')).status).toBe(403);
  });
});

describe('rounds', () => {
  test('every proposal and its refusal can be read by the customer and the desk', async () => {
    const { ticketNo } = (await open(buyer)).body;
    const agent = staff('agent');
    await command(agent, ticketNo, 'take-over');
    await command(agent, ticketNo, 'answer', { solution: '请重试' });
    await command(buyer, ticketNo, 'reject', { reason: '仍不行' });
    const rounds = (await desk.get(buyer, `/v1/tickets/${ticketNo}/rounds`)).body.items;
    expect(rounds).toMatchObject([
      { round: 0, proposal: { text: '请重试', by: { staffNo: agent.staffNo } }, refusal: { text: '仍不行' } },
      { round: 1, level: 'senior-agent-or-specialist', proposal: null, takeOverBy: expect.any(String) },
    ]);
    expect((await desk.get(staff('seniorAgent'), `/v1/tickets/${ticketNo}/rounds`)).body.items).toEqual(rounds);
    expect((await desk.get(supplier, `/v1/tickets/${ticketNo}/rounds`)).status).toBe(404);
    expect((await desk.get(staff('admin'), `/v1/tickets/${ticketNo}/rounds`)).status).toBe(403);
  });
});
