import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SPECIALISED } from './desk.ts';

let desk: Desk;
let pay: DemoCredential;
let buyer: DemoCredential;
beforeAll(async () => {
  desk = await openDesk();
  pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

test('on the telephone each finds in his inbox what the other wrote: the customer the words, the desk that there are some', async () => {
  const opened = await desk.post(buyer, '/v1/tickets', { ...SPECIALISED, channel: 'phone' });
  const { ticketNo } = opened.body;
  const write = (who: DemoCredential, text: string, internal = {}) =>
    desk.post(who, `/v1/tickets/${ticketNo}/messages`, { text, ...internal });
  expect((await desk.post(pay, `/v1/tickets/${ticketNo}/take-over`, {})).status).toBe(200);
  await write(pay, '退款已提交银行。');
  await write(pay, '还在等银行回单。');
  await write(pay, '银行的联系人是王经理。', { internal: true });
  await write(buyer, '请问什么时候到账？');
  const found = async (who: DemoCredential, of: string): Promise<string[]> => {
    const { body } = await desk.get(who, '/v1/inbox');
    const items: { template: string; text: string }[] = body.items;
    return items.filter(({ template }) => template === of).map(({ text }) => text.split('\n\n').at(-1) ?? '');
  };
  expect(await found(buyer, 'message-received')).toEqual(['还在等银行回单。', '退款已提交银行。']);
  expect(await found(pay, 'customer-wrote')).toEqual([`工单 ${ticketNo} 的客户有新留言，请查看并回复。`]);
});
