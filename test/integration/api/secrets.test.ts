import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';
import { PNG, upload } from './upload.ts';

let desk: Desk;
let buyer: DemoCredential;
let agent: DemoCredential;
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential((one) => one.role === 'mainAccount');
  agent = desk.credential((one) => one.role === 'agent');
});
afterAll(() => desk.close());

const opened = async (body: object = SIMPLE): Promise<string> =>
  (await desk.post(buyer, '/v1/tickets', body)).body.ticketNo;

async function everything(): Promise<string> {
  const { rows } = await sql<{ all: string }>`select concat(
    (select string_agg(t::text, '') from tickets t), (select string_agg(m::text, '') from messages m),
    (select string_agg(x::text, '') from texts x), (select string_agg(k::text, '') from idempotency_keys k),
    (select string_agg(a::text, '') from attachments a), (select string_agg(o::text, '') from outbox o)) as all
  `.execute(desk.database.db);
  return rows[0]?.all ?? '';
}

describe('passwords, codes and card numbers', () => {
  test('that a customer writes stand nowhere: not on the ticket, in messages, texts or stored answers', async () => {
    const description = '登录密码：Qwe!2025xyz，卡号 4111111111111111，订单号 4111111111111111';
    const ticketNo = await opened({ ...SIMPLE, description });
    await desk.post(buyer, `/v1/tickets/${ticketNo}/messages`, { text: '收到的验证码是 482913' });
    await desk.post(buyer, `/v1/tickets/${ticketNo}/escalate`, { reason: '我的密码是hunter22，没人管' });
    const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}`);
    expect(body.description).toBe('登录密码：******，卡号 ****1111，订单号 4111111111111111');
    const all = await everything();
    expect(all).toContain('****1111');
    expect(all).not.toMatch(/Qwe!2025xyz|482913|hunter22|卡号 4111/);
  });

  test('stand neither in the number of an order nor in the name of a file; material is known by what is left of its name', async () => {
    const orderNo = 'DD20251107001 密码是 S3cretXy9 卡号 4111111111111111';
    const ticketNo = await opened({ ...SIMPLE, orderNo });
    const path = `/v1/tickets/${ticketNo}`;
    expect((await desk.get(buyer, path)).body.orderNo).toBe('DD20251107001 密码是 ****** 卡号 ****1111');
    expect((await upload(desk, buyer, PNG, { name: '登录密码是 S3cretXy9.png' })).body.name).toBe('登录密码是.png');
    await desk.post(agent, `${path}/take-over`, {});
    const name = '付款截图（卡号 4111111111111111）';
    await desk.post(agent, `${path}/request-material`, { items: [{ name, why: '核实' }] });
    expect((await desk.post(buyer, `${path}/supply-material`, { items: ['合同 密码是 S3cretXy9'] })).status).toBe(422);
    expect((await desk.post(buyer, `${path}/supply-material`, { items: [name] })).status).toBe(200);
    expect(await everything()).not.toMatch(/S3cretXy9|卡号 4111/);
  });

  test('are never asked for: the field is named, and nothing is sent', async () => {
    const ticketNo = await opened();
    const path = `/v1/tickets/${ticketNo}`;
    const asked = await desk.post(agent, `${path}/messages`, { text: '请提供您的登录密码' });
    expect(asked.body).toMatchObject({ status: 422, type: '/problems/secret-asked', errors: [{ pointer: '/text' }] });
    await desk.post(agent, `${path}/take-over`, {});
    const items = [{ name: '截图', why: '请把短信验证码告诉我' }];
    const material = await desk.post(agent, `${path}/request-material`, { items });
    expect(material.body).toMatchObject({ status: 422, errors: [{ pointer: '/items/0/why' }] });
    const named = await desk.post(agent, `${path}/request-material`, {
      items: [{ name: '登录密码', why: '核对身份' }],
    });
    expect(named.body).toMatchObject({ status: 422, errors: [{ pointer: '/items/0/name' }] });
    const answer = await desk.post(agent, `${path}/answer`, { solution: 'Please send us your password.' });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/solution' }] });
    const supervisor = desk.credential((one) => one.role === 'supervisor');
    const task = {
      department: 'PAY',
      responsible: '2001',
      milestoneOn: '2099-12-31',
      deliverable: '请提供您的登录密码',
    };
    const planned = await desk.post(supervisor, `${path}/coordinate`, { lead: agent.staffNo, tasks: [task] });
    expect(planned.body).toMatchObject({ status: 422, errors: [{ pointer: '/tasks/0/deliverable' }] });
    expect((await desk.get(buyer, `${path}/messages`)).body.items).toEqual([]);
    const warned = await desk.post(agent, `${path}/messages`, { text: '请勿向任何人提供密码' });
    expect(warned.status).toBe(201);
  });
});
