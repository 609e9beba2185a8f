import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIncidents } from '../../../activities/answerFollowers.ts';
import type { TicketPort } from '../../../activities/jobs/tickets.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { ticketPort } from '../../../worker/ports.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
let supplier: DemoCredential;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  supplier = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'supplier');
});
afterAll(() => desk.close());

const open = async (who: DemoCredential, more: object = {}): Promise<TicketNo> =>
  (await desk.post(who, '/v1/tickets', { ...SIMPLE, ...more })).body.ticketNo;
const command = (who: DemoCredential, ticketNo: string, name: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/${name}`, body);
const followers = (who: DemoCredential, head: string, query = ''): Promise<Answer> =>
  desk.get(who, `/v1/tickets/${head}/followers${query}`);

async function incident(): Promise<TicketNo> {
  const head = await open(buyer);
  await command(staff('agent'), head, 'take-over');
  expect((await command(staff('supervisor'), head, 'mark-incident', { reason: '支付通道故障' })).status).toBe(200);
  return head;
}

const answer = (head: TicketNo, tickets: TicketPort): Promise<void> =>
  new MockActivityEnvironment().run(createIncidents({ db: desk.database.db, tickets }).answerFollowers, head);

describe('the tickets of an incident', () => {
  test('follow an open head; what is none is named as wrong', async () => {
    const head = await incident();
    const follower = await open(supplier);
    const wrong = await command(staff('agent'), follower, 'attach', { to: await open(buyer) });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ pointer: '/to' }] });
    expect((await command(supplier, follower, 'attach', { to: head })).status).toBe(403);
    expect((await command(buyer, head, 'detach', { reason: '无关' })).status).toBe(403);
    const attached = await command(staff('agent'), follower, 'attach', { to: head });
    expect(attached.body.incident).toBe(head);
    expect((await desk.get(supplier, `/v1/tickets/${follower}`)).body.incident).toBeNull();
    const page = (await followers(staff('supervisor'), head)).body;
    expect(page).toMatchObject({ items: [{ ticketNo: follower, answeredAt: null }], total: 1, answered: 0 });
    expect((await followers(buyer, head)).status).toBe(403);
    expect((await followers(staff('agent'), follower)).body).toMatchObject({ items: [], total: 0 });
  });

  test('take in no other question, which the one answer would end; taken off, they do', async () => {
    const [head, follower, question] = [await incident(), await open(supplier), await open(supplier)];
    await command(staff('agent'), follower, 'attach', { to: head });
    for (const [name, field] of [
      ['merge', 'into'],
      ['mark-duplicate', 'of'],
    ] as const) {
      const refused = await command(staff('agent'), question, name, { [field]: follower });
      expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: `/${field}` }] });
      expect(refused.body.detail).toContain(head);
    }
    await command(staff('agent'), follower, 'detach', { reason: '另有问题' });
    expect((await command(staff('agent'), question, 'merge', { into: follower })).status).toBe(200);
  });

  test('get the one answer each in its own channel; interrupted, it goes on where it was', async () => {
    const head = await incident();
    const attached: TicketNo[] = [];
    for (const [who, channel] of [
      [buyer, 'online'],
      [supplier, 'email'],
      [buyer, 'phone'],
      [supplier, 'online'],
    ] as const) {
      const follower = await open(who, { channel });
      await command(staff('agent'), follower, 'attach', { to: head });
      attached.push(follower);
    }
    const gone = attached.pop() ?? head;
    await command(supplier, gone, 'withdraw');
    const promise = { by: new Date(Date.now() + 3_600_000).toISOString(), what: '告知赔付结果' };
    await command(staff('agent'), head, 'answer', { solution: '通道已恢复', promise });

    const tickets = ticketPort(desk.engine);
    let calls = 0;
    const failing: TicketPort = {
      ...tickets,
      give: async (...given) => ((calls += 1) > 1 ? { kind: 'open' } : tickets.give(...given)),
    };
    await expect(answer(head, failing)).rejects.toThrow('2 followers');
    expect((await followers(staff('supervisor'), head)).body).toMatchObject({ total: 4, answered: 1 });
    desk.engine.unstarted.add(attached[2] ?? '');
    await answer(head, tickets);
    await answer(head, tickets);
    expect((await followers(staff('supervisor'), head)).body).toMatchObject({ total: 4, answered: 3 });

    for (const follower of attached) {
      const { items } = (await desk.get(staff('supervisor'), `/v1/tickets/${follower}/events`)).body;
      const answers = items.filter(({ type }: { type: string }) => type === 'incident-answered');
      // What was promised with it was promised to the head's own customer.
      expect(answers).toMatchObject([{ actor: { staffNo: staff('agent').staffNo } }]);
      expect(answers[0].text).toEqual({ solution: '通道已恢复' });
    }
    const { items: ofHead } = (await desk.get(staff('supervisor'), `/v1/tickets/${head}/events`)).body;
    expect(ofHead).toContainEqual(
      expect.objectContaining({ type: 'answered', text: expect.objectContaining({ promise: promise.what }) }),
    );
    const mailed = await desk.database.db
      .selectFrom('notices')
      .select(['ticket_no', 'mail_state'])
      .where('template', '=', 'answer-sent')
      .where('ticket_no', 'in', attached)
      .orderBy('ticket_no')
      .execute();
    expect(mailed.map(({ mail_state }) => mail_state)).toEqual(['none', 'pending', 'none']);
  });

  test('go on by themselves where they are about whoever answered, which the head’s followers say', async () => {
    const head = await incident();
    const accusing = await open(supplier, { category: 'SVC.COMPLAINT', about: staff('agent').staffNo });
    expect((await command(staff('supervisor'), accusing, 'classify', { category: SIMPLE.category })).status).toBe(200);
    for (const follower of [accusing, await open(buyer)])
      expect((await command(staff('supervisor'), follower, 'attach', { to: head })).status).toBe(200);
    await command(staff('agent'), head, 'answer', { solution: '通道已恢复' });
    await answer(head, ticketPort(desk.engine));
    await answer(head, ticketPort(desk.engine));
    expect((await followers(staff('supervisor'), head)).body).toMatchObject({ total: 1, answered: 1, leftOut: 1 });
    // Whoever answered hears nothing of what is about him.
    expect((await followers(staff('agent'), head)).body).toMatchObject({ total: 1, leftOut: 0 });
    const left = (await desk.get(staff('supervisor'), `/v1/tickets/${accusing}`)).body;
    expect(left).toMatchObject({ status: 'RECEIVED', incident: null });
    const { items } = (await desk.get(staff('supervisor'), '/v1/inbox')).body;
    const told = items.filter((item: { ticketNo: string }) => item.ticketNo === accusing);
    expect(told.map(({ template }: { template: string }) => template)).toContain('incident-left-out');
    const { items: links } = (await desk.get(staff('supervisor'), `/v1/tickets/${head}/links`)).body;
    expect(links).toContainEqual({ ticketNo: accusing, kind: 'related', direction: 'from' });
  });

  test('go on by themselves where the head’s next answer is one they refused, or comes from below their round', async () => {
    const head = await incident();
    const [agent, other] = [staff('agent'), desk.credential(({ staffNo }) => staffNo === '1002')];
    const [refused, above] = [await open(supplier), await open(supplier)];
    const turned = async (who: DemoCredential, ticketNo: TicketNo): Promise<void> => {
      for (const [by, name, body] of [
        [who, 'take-over', {}],
        [who, 'answer', { solution: '请重试' }],
        [supplier, 'reject', { reason: '仍不可用' }],
      ] as const)
        expect([name, (await command(by, ticketNo, name, body)).status]).toEqual([name, 200]);
    };
    await turned(agent, refused);
    await turned(other, above);
    for (const follower of [refused, above])
      expect((await command(staff('supervisor'), follower, 'attach', { to: head })).status).toBe(200);
    expect((await command(agent, head, 'answer', { solution: '通道已恢复' })).status).toBe(200);
    await answer(head, ticketPort(desk.engine));
    expect((await followers(staff('manager'), head)).body).toMatchObject({ total: 0, answered: 0, leftOut: 2 });
    for (const follower of [refused, above]) {
      const { body } = await desk.get(staff('manager'), `/v1/tickets/${follower}`);
      expect(body).toMatchObject({ status: 'REASSESSING', incident: null });
    }
    const { items } = (await desk.get(staff('supervisor'), '/v1/inbox')).body;
    const told = items.filter(({ template }: { template: string }) => template === 'incident-left-out');
    expect(told.map(({ ticketNo }: { ticketNo: string }) => ticketNo)).toEqual(
      expect.arrayContaining([refused, above]),
    );
  });

  test('come in pages', async () => {
    const head = await incident();
    for (const who of [buyer, supplier, buyer]) {
      await command(staff('agent'), await open(who), 'attach', { to: head });
    }
    const first = (await followers(staff('manager'), head, '?limit=2')).body;
    expect(first.items).toHaveLength(2);
    const second = (await followers(staff('manager'), head, `?limit=2&cursor=${first.nextCursor}`)).body;
    expect([second.items.length, second.nextCursor]).toEqual([1, null]);
    expect((await followers(staff('manager'), head, '?cursor=bm8')).status).toBe(400);
  });
});

describe('links between tickets', () => {
  test('are seen from both ends', async () => {
    const [one, other] = [await open(buyer), await open(buyer)];
    expect((await command(staff('agent'), one, 'link', { to: other, kind: 'related' })).status).toBe(200);
    const links = async (ticketNo: string) =>
      (await desk.get(staff('agent'), `/v1/tickets/${ticketNo}/links`)).body.items;
    expect(await links(one)).toEqual([{ ticketNo: other, kind: 'related', direction: 'to' }]);
    expect(await links(other)).toEqual([{ ticketNo: one, kind: 'related', direction: 'from' }]);
    expect((await desk.get(buyer, `/v1/tickets/${one}/links`)).status).toBe(403);
  });
});
