import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

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

describe('passwords, codes and card numbers', () => {
  test('that a customer writes stand nowhere: not on the ticket, in messages, texts or stored answers', async () => {
    const description = '登录密码：Qwe!2025xyz，卡号 4111111111111111，订单号 4111111111111111';
    const ticketNo = await opened({ ...SIMPLE, description });
    await desk.post(buyer, `/v1/tickets/${ticketNo}/messages`, { text: '收到的验证码是 482913' });
    await desk.post(buyer, `/v1/tickets/${ticketNo}/escalate`, { reason: '我的密码是hunter22，没人管' });
    const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}`);
    expect(body.description).toBe('登录密码：******，卡号 ****1111，订单号 4111111111111111');
    const everything = await sql<{ all: string }>`select concat(
      (select string_agg(t::text, '') from tickets t), (select string_agg(m::text, '') from messages m),
      (select string_agg(x::text, '') from texts x), (select string_agg(k::text, '') from idempotency_keys k),
      (select string_agg(o::text, '') from outbox o)) as all`.execute(desk.database.db);
    expect(everything.rows[0]?.all).toContain('****1111');
    expect(everything.rows[0]?.all).not.toMatch(/Qwe!2025xyz|482913|hunter22|卡号 4111/);
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
    const answer = await desk.post(agent, `${path}/answer`, { solution: 'Please send us your password.' });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/solution' }] });
    expect((await desk.get(buyer, `${path}/messages`)).body.items).toEqual([]);
    const warned = await desk.post(agent, `${path}/messages`, { text: '请勿向任何人提供密码' });
    expect(warned.status).toBe(201);
  });
});
