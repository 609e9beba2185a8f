import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIncidents } from '../../../activities/answerFollowers.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import { hashApiKey } from '../../../intake/secrets.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { ticketPort } from '../../../worker/ports.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';
import { routesWith, shownTo } from './shownTo.ts';
import { PNG, upload } from './upload.ts';

const SECRET = '凭证号 12345 金额 9999';
const TOLD = '已发至主账号';

let desk: Desk;
const named = (accountId: string): DemoCredential => desk.credential((one) => one.accountId === accountId);
const staff = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);
/** Opens tickets without the scope of payments; reads all of its company with it; has them all. */
let clerk: DemoCredential;
let cashier: DemoCredential;
let main: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  [main, clerk, cashier] = [named('A100101'), named('A100102'), named('A100103')];
});
afterAll(() => desk.close());

const HARMLESS = 'ACC.LOGIN.NO_CODE';
const PAYMENT = 'ORD.PAY.VOUCHER';

const QUESTION = {
  channel: 'online',
  category: HARMLESS,
  orderNo: 'DD20251107001',
  subject: '查询',
  description: '请查询',
};

async function opened(who: DemoCredential, category: string): Promise<TicketNo> {
  return (await desk.post(who, '/v1/tickets', { ...QUESTION, category })).body.ticketNo;
}

async function done(by: string, path: string, body: object = {}): Promise<Answer> {
  const answer = await desk.post(staff(by), path, body);
  expect([path, answer.status < 300 ? '' : answer.text]).toEqual([path, '']);
  return answer;
}

const give = (by: string, ticketNo: string, command: string, body: object = {}): Promise<Answer> =>
  done(by, `/v1/tickets/${ticketNo}/${command}`, body);

/** In the hands of the department of payments, with a message, a file and a report. */
async function spokenOf(ticketNo: string): Promise<string> {
  const file = (await upload(desk, staff('2001'), PNG)).body.id;
  await give('2001', ticketNo, 'take-over');
  await give('2001', ticketNo, 'messages', { text: `消息 ${SECRET}`, attachments: [file] });
  await give('2001', ticketNo, 'progress-report', { text: `进度 ${SECRET}` });
  return file;
}

async function answered(category: string): Promise<{ ticketNo: string; file: string }> {
  const ticketNo = await opened(clerk, category);
  const file = await spokenOf(ticketNo);
  await give('2001', ticketNo, 'answer', { solution: SECRET });
  return { ticketNo, file };
}

const WITH_WORDS = ['/events', '/messages', '/rounds', 'inbox', 'stream'];
const fileIs = async (who: DemoCredential, file: string): Promise<number> =>
  (await desk.get(who, `/v1/attachments/${file}`)).status;

test('what a sub-account’s scopes do not cover it is told nowhere, only that the main account has it', async () => {
  const { ticketNo, file } = await answered(PAYMENT);
  const shown = await shownTo(desk, clerk, ticketNo);
  expect(routesWith(shown, '12345')).toEqual([]);
  expect(routesWith(shown, TOLD)).toEqual(['/events', '/messages', 'inbox', 'stream']);
  expect([routesWith(shown, file), await fileIs(clerk, file)]).toEqual([[], 404]);
});

test.each(['the main account', 'an account of the company with the scope'])('%s reads it', async (who) => {
  const { ticketNo, file } = await answered(PAYMENT);
  const reader = who === 'the main account' ? main : cashier;
  const shown = await shownTo(desk, reader, ticketNo);
  expect(routesWith(shown, '12345')).toEqual(WITH_WORDS);
  expect([routesWith(shown, TOLD), await fileIs(reader, file)]).toEqual([[], 200]);
});

test('what it may not read it does not judge: the main account, or one with the scope, is asked', async () => {
  const asked = async (who: DemoCredential, ticketNo: string): Promise<string[]> => {
    const items: { ticketNo: string; template: string; text: string }[] = (await desk.get(who, '/v1/inbox')).body.items;
    const its = items.filter((item) => item.ticketNo === ticketNo);
    return its
      .filter(({ template }) => template === 'answer-sent' || template === 'rating-invited')
      .map(({ text }) => text);
  };
  const may = async (who: DemoCredential, ticketNo: string): Promise<string[]> => {
    const names: string[] = (await desk.get(who, `/v1/tickets/${ticketNo}`)).body.allowedCommands;
    return names.filter((name) => ['accept', 'reject', 'rate', 'reopen'].includes(name));
  };
  const { ticketNo } = await answered(PAYMENT);
  const path = `/v1/tickets/${ticketNo}`;
  for (const name of ['accept', 'reject']) {
    const refused = await desk.post(clerk, `${path}/${name}`, name === 'reject' ? { reason: '不清楚' } : {});
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('主账号');
  }
  expect([await may(clerk, ticketNo), await may(cashier, ticketNo)]).toEqual([[], ['accept', 'reject']]);
  expect((await asked(clerk, ticketNo)).join()).toContain('由主账号或具备相应权限的账号决定是否认可');
  expect((await asked(main, ticketNo)).join()).toContain('请确认是否认可');
  expect((await desk.post(cashier, `${path}/accept`, {})).status).toBe(200);
  expect([await may(clerk, ticketNo), await may(main, ticketNo)]).toEqual([[], ['rate', 'reopen']]);
  expect((await desk.post(clerk, `${path}/reopen`, { reason: '不同意' })).status).toBe(403);
  expect((await desk.post(clerk, `${path}/rate`, { rating: 'SATISFIED' })).status).toBe(403);
  expect((await asked(clerk, ticketNo)).join()).not.toContain('评价：满意');
  expect((await desk.post(main, `${path}/rate`, { rating: 'SATISFIED' })).status).toBe(200);
});

test('what it withdrew before any answer it may re-open, and is told of no answer', async () => {
  const ticketNo = await opened(clerk, PAYMENT);
  expect((await desk.post(clerk, `/v1/tickets/${ticketNo}/withdraw`, {})).status).toBe(200);
  const { items } = (await desk.get(clerk, '/v1/inbox')).body;
  const told = items.filter((item: { ticketNo: string }) => item.ticketNo === ticketNo);
  const words = told.map(({ subject, text }: { subject: string; text: string }) => `${subject} ${text}`).join();
  expect(words).toContain('由主账号或具备相应权限的账号评价');
  expect(words).not.toContain('决定是否认可');
  expect((await desk.post(clerk, `/v1/tickets/${ticketNo}/reopen`, { reason: '仍有问题' })).status).toBe(200);
});

test('what its scopes cover it is told', async () => {
  const { ticketNo } = await answered('ORD.PAY.REFUND');
  expect(routesWith(await shownTo(desk, clerk, ticketNo), '12345')).toEqual(WITH_WORDS);
});

/** Nothing of it to the clerk, all of it to whoever has the scope, the main account and the desk. */
async function isKeptFrom(ticketNo: string, file?: string): Promise<void> {
  const shown = await shownTo(desk, clerk, ticketNo);
  expect([ticketNo, routesWith(shown, '12345')]).toEqual([ticketNo, []]);
  for (const who of [cashier, main, staff('3001')]) {
    expect(routesWith(await shownTo(desk, who, ticketNo), '12345').length).toBeGreaterThan(0);
    if (file !== undefined) expect(await fileIs(who, file)).toBe(200);
  }
  if (file !== undefined) expect([routesWith(shown, file), await fileIs(clerk, file)]).toEqual([[], 404]);
}

describe('what was said beyond an account’s scopes stays so', () => {
  test('in a ticket that it is merged into, and in the next one', async () => {
    const [from, into, last] = [
      await opened(clerk, PAYMENT),
      await opened(clerk, HARMLESS),
      await opened(clerk, HARMLESS),
    ];
    const file = await spokenOf(from);
    await give('3001', from, 'merge', { into });
    await isKeptFrom(into, file);
    await give('3001', into, 'merge', { into: last });
    await isKeptFrom(last, file);
    // Its own question it reads wherever it goes.
    expect(routesWith(await shownTo(desk, clerk, last), '请查询')).toContain('/messages');
  });

  test('in a ticket that is classified otherwise afterwards, and in one that becomes such a matter', async () => {
    const ticketNo = await opened(clerk, PAYMENT);
    const file = await spokenOf(ticketNo);
    await give('3001', ticketNo, 'classify', { category: HARMLESS, reason: '非支付问题' });
    await isKeptFrom(ticketNo, file);

    const later = await opened(clerk, HARMLESS);
    await give('1001', later, 'take-over');
    await give('1001', later, 'messages', { text: SECRET });
    expect(routesWith(await shownTo(desk, clerk, later), '12345')).toContain('/messages');
    await give('3001', later, 'classify', { category: PAYMENT, reason: '支付问题' });
    await isKeptFrom(later);
  });

  test('where it says why it is declined, where to turn, why it takes longer and what is planned', async () => {
    const declined = await opened(clerk, PAYMENT);
    await give('2001', declined, 'take-over');
    await give('2001', declined, 'decline', { reason: SECRET, pointer: SECRET, boundary: 'OFFLINE_CONTRACT' });
    await isKeptFrom(declined);
    const { body } = await desk.get(clerk, `/v1/tickets/${declined}`);
    expect(body.declined).toMatchObject({ boundary: 'OFFLINE_CONTRACT', reason: expect.stringContaining(TOLD) });
    expect(body.declined.pointer.zh).toContain('12348');

    const extended = await opened(clerk, PAYMENT);
    await give('2001', extended, 'take-over');
    const { clocks } = (await desk.get(clerk, `/v1/tickets/${extended}`)).body;
    const limit = clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    const extend = { until: limit.dueAt.slice(0, 10), reason: SECRET };
    const refused = await desk.post(staff('3001'), `/v1/tickets/${extended}/extend`, extend);
    const [, latest] = /不晚于 (\S+)/.exec(refused.body.detail) ?? [];
    await give('3001', extended, 'extend', { ...extend, until: latest });
    await isKeptFrom(extended);

    const planned = await opened(clerk, PAYMENT);
    const milestoneOn = limit.targetAt.slice(0, 10);
    const task = (department: string, responsible: string) => ({
      department,
      responsible,
      milestoneOn,
      deliverable: SECRET,
    });
    await give('2001', planned, 'take-over');
    await give('3001', planned, 'coordinate', { lead: '2001', tasks: [task('PAY', '2001'), task('ORDER', '2003')] });
    await isKeptFrom(planned);
    const [first] = (await desk.get(clerk, `/v1/tickets/${planned}`)).body.tasks;
    expect(first).toMatchObject({ department: 'PAY', responsible: '2001', deliverable: expect.stringContaining(TOLD) });
  });

  test('in the answer of an incident’s head, which its follower’s account neither reads nor judges', async () => {
    const [head, follower] = [await opened(main, PAYMENT), await opened(clerk, HARMLESS)];
    await give('2001', head, 'take-over');
    await give('3001', head, 'mark-incident', { reason: '银行故障' });
    await give('3001', follower, 'attach', { to: head });
    await give('2001', head, 'answer', { solution: SECRET });
    const { answerFollowers } = createIncidents({ db: desk.database.db, tickets: ticketPort(desk.engine) });
    await new MockActivityEnvironment().run(answerFollowers, head);
    await isKeptFrom(follower);
    const shown = await shownTo(desk, clerk, follower);
    expect(routesWith(shown, '由主账号或具备相应权限的账号决定是否认可')).toEqual(['inbox']);
    const path = `/v1/tickets/${follower}`;
    expect((await desk.get(clerk, path)).body.allowedCommands).not.toContain('accept');
    expect((await desk.post(clerk, `${path}/accept`, {})).status).toBe(403);
    expect((await desk.post(main, `${path}/accept`, {})).status).toBe(200);
  });

  test('where a review tells what it found, and sends the ticket back with it', async () => {
    const { ticketNo } = await answered(PAYMENT);
    await desk.post(clerk, `/v1/tickets/${ticketNo}/accept`, {});
    await desk.post(clerk, `/v1/tickets/${ticketNo}/complain`, { reason: '态度生硬' });
    const review = `/v1/reviews/${ticketNo}-Q1`;
    await done('3003', `${review}/take-over`);
    await done('3003', `${review}/conclude`, { verdict: 'NOT_UPHELD', finding: '不属实' });
    await done('3003', `${review}/tell`, { text: `核查 ${SECRET}` });
    await isKeptFrom(ticketNo);
  });
});

/** The account with another key, and for it alone without the scope. */
async function without(scope: string, who: DemoCredential): Promise<DemoCredential> {
  const { db } = desk.database;
  const apiKey = `${who.apiKey}-${scope}`;
  await sql`insert into api_keys (key_hash, account_id) values (${hashApiKey(apiKey)}, ${who.accountId})`.execute(db);
  await sql`update accounts set scopes = scopes - ${scope} where id = ${who.accountId}`.execute(db);
  return { ...who, apiKey };
}

describe('what another account of the company said', () => {
  test('is not an account’s that has lost the right to read its tickets', async () => {
    const said = { description: '主账号的秘密 67890', demand: '退款至账户 67890' };
    const { ticketNo: from } = (await desk.post(main, '/v1/tickets', { ...QUESTION, ...said })).body;
    const into = await opened(cashier, HARMLESS);
    const file = (await upload(desk, main, PNG)).body.id;
    await desk.post(main, `/v1/tickets/${from}/messages`, { text: '凭据 67890', attachments: [file] });
    await give('3001', from, 'merge', { into });
    expect(routesWith(await shownTo(desk, cashier, into), '67890')).toEqual(['/messages']);
    expect(await fileIs(cashier, file)).toBe(200);
    const alone = await without('ticket.company', cashier);
    const shown = await shownTo(desk, alone, into);
    expect([routesWith(shown, '67890'), routesWith(shown, file), await fileIs(alone, file)]).toEqual([[], [], 404]);
    expect(routesWith(shown, '由另一账号的工单并入')).toEqual(['/events', '/messages', 'stream']);
    for (const who of [main, staff('3001')])
      expect(routesWith(await shownTo(desk, who, into), '67890')).toEqual(['/messages']);
  });

  test('is heard of a ticket without an account by whoever may read it', async () => {
    const ticket = { channel: 'phone', category: HARMLESS, companyId: 'C1001', subject: '来电', description: '查询' };
    const { ticketNo } = (await done('1001', '/v1/tickets', ticket)).body;
    const heard = async (who: DemoCredential): Promise<boolean> =>
      (await shownTo(desk, who, ticketNo))['inbox'] !== '[]';
    expect([await heard(main), await heard(clerk)]).toEqual([true, false]);
  });
});
