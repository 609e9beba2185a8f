import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk } from './desk.ts';
import { PNG, upload } from './upload.ts';

const SECRET = '凭证号 12345 金额 9999';
const TOLD = '已发至主账号';

let desk: Desk;
let clerk: DemoCredential;
let cashier: DemoCredential;
let main: DemoCredential;
let pay: DemoCredential;
const named = (accountId: string): DemoCredential => desk.credential((one) => one.accountId === accountId);

beforeAll(async () => {
  desk = await openDesk();
  [main, clerk, cashier] = [named('A100101'), named('A100102'), named('A100103')];
  pay = desk.credential(({ staffNo }) => staffNo === '2001');
});
afterAll(() => desk.close());

let ticketNo: string;
let file: string;
const path = (rest = ''): string => `/v1/tickets/${ticketNo}${rest}`;

async function handled(category: string): Promise<void> {
  const ticket = { channel: 'online', category, orderNo: 'DD20251107001', subject: '查询', description: '请查询' };
  const opened = await desk.post(clerk, '/v1/tickets', ticket);
  ({ ticketNo } = opened.body);
  const done = async (rest: string, body: object): Promise<void> => {
    const { status, text } = await desk.post(pay, path(rest), body);
    expect([rest, status < 300 ? '' : text]).toEqual([rest, '']);
  };
  file = (await upload(desk, pay, PNG)).body.id;
  await done('/take-over', {});
  await done('/messages', { text: `消息 ${SECRET}`, attachments: [file] });
  await done('/progress-report', { text: `进度 ${SECRET}` });
  await done('/answer', { solution: SECRET });
}

/** Everything that this reader is shown of the ticket, by route. */
async function shownTo(who: DemoCredential): Promise<Record<string, string>> {
  const routes = [
    path(),
    path('/events'),
    path('/messages'),
    path('/clocks'),
    path('/attachments'),
    path('/rounds'),
    '/v1/tickets',
    '/v1/inbox',
  ];
  const shown: Record<string, string> = {};
  for (const route of routes) shown[route] = (await desk.get(who, route)).text;
  shown['stream'] = await streamed(who);
  return shown;
}

async function streamed(who: DemoCredential): Promise<string> {
  const response = await fetch(desk.url + path('/stream'), {
    headers: { Authorization: `Bearer ${who.apiKey}`, 'Last-Event-ID': '0' },
    signal: AbortSignal.timeout(8_000),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!/event:answered[^]*\n\n/.test(text)) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    text += part.value;
  }
  await reader?.cancel();
  return text;
}

const routesWith = (shown: Record<string, string>, words: string): string[] =>
  Object.keys(shown).filter((route) => shown[route]?.includes(words) === true);

test('what a sub-account’s scopes do not cover it is told nowhere, only that the main account has it', async () => {
  await handled('ORD.PAY.VOUCHER');
  const shown = await shownTo(clerk);
  expect(routesWith(shown, '12345')).toEqual([]);
  expect(routesWith(shown, TOLD)).toEqual([path('/events'), path('/messages'), '/v1/inbox', 'stream']);
  expect(routesWith(shown, file)).toEqual([]);
  expect((await desk.get(clerk, `/v1/attachments/${file}`)).status).toBe(404);
});

test.each(['the main account', 'an account of the company with the scope'])('%s reads it', async (who) => {
  await handled('ORD.PAY.VOUCHER');
  const shown = await shownTo(who === 'the main account' ? main : cashier);
  expect(routesWith(shown, '12345')).toEqual([
    path('/events'),
    path('/messages'),
    path('/rounds'),
    '/v1/inbox',
    'stream',
  ]);
  expect(routesWith(shown, TOLD)).toEqual([]);
});

test('what its scopes cover it is told', async () => {
  await handled('ORD.PAY.REFUND');
  expect(routesWith(await shownTo(clerk), '12345')).toEqual([
    path('/events'),
    path('/messages'),
    path('/rounds'),
    '/v1/inbox',
    'stream',
  ]);
});
