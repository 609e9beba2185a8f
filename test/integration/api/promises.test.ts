import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noteCandidates } from '../../../db/repositories/shifts/handoverLines.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SPECIALISED } from './desk.ts';

let desk: Desk;
let pay: DemoCredential;
let buyer: DemoCredential;
beforeAll(async () => {
  desk = await openDesk();
  pay = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
beforeEach(() => desk.empty('tickets', 'outages'));
afterAll(() => desk.close());

const ahead = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const MATERIAL = { items: [{ name: '付款截图', why: '核对流水' }] };

/** A ticket of the buyer that a specialist works on. */
async function taken(): Promise<string> {
  const opened = await desk.post(buyer, '/v1/tickets', SPECIALISED);
  expect(opened.status).toBe(201);
  await done(pay, opened.body.ticketNo, 'take-over', {});
  return opened.body.ticketNo;
}

async function done(who: DemoCredential, ticketNo: string, command: string, body: object): Promise<Answer> {
  const answer = await desk.post(who, `/v1/tickets/${ticketNo}/${command}`, body);
  expect([command, answer.status]).toEqual([command, 200]);
  return answer;
}

async function promise(ticketNo: string): Promise<Answer['body']> {
  const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}/clocks`);
  return body.items.findLast(({ id }: { id: string }) => id === 'PROMISE');
}

describe('words of a command that name a time', () => {
  test.each([
    ['answer', { solution: '已提交退款，周五下班前给您回复' }, '周五下班前给您回复'],
    ['request-material', { items: [{ name: '付款截图', why: '收到后2个工作日内给您答复' }] }, '2个工作日内给您答复'],
    ['progress-report', { text: '下周一前会有结果' }, '下周一前会有结果'],
  ])('are pointed out to whoever promised nothing: %s', async (command, body, found) => {
    const { body: answer } = await done(pay, await taken(), command, body);
    expect(answer.hints).toMatchObject([{ code: 'time-without-promise', found }]);
  });

  test.each([
    ['answer', { solution: '周五下班前给您回复', promise: { by: ahead(3) } }],
    ['answer', { solution: '已退款' }],
    ['request-material', MATERIAL],
  ])('and to nobody who promised or named none: %s', async (command, body) => {
    expect((await done(pay, await taken(), command, body)).body.hints).toEqual([]);
  });

  test('keep no promise as a report of progress that only puts it off, unless it says so', async () => {
    const ticketNo = await taken();
    await done(pay, ticketNo, 'progress-report', { text: '正在核实', promise: { by: ahead(3) } });
    await done(pay, ticketNo, 'progress-report', { text: '下周一前会有结果' });
    expect((await promise(ticketNo)).status).toBe('running');
    await done(pay, ticketNo, 'progress-report', { text: '已找到原因，下周一前会有结果', keepsPromises: true });
    expect((await promise(ticketNo)).status).toBe('met');
  });
});

test('a promise stands in the notice to the customer with its time and its words', async () => {
  const ticketNo = await taken();
  const by = ahead(30);
  await done(pay, ticketNo, 'answer', { solution: '已提交退款', promise: { by, what: '告知到账结果' } });
  const { body } = await desk.get(buyer, '/v1/inbox');
  const notice = body.items.find(({ template }: { template: string }) => template === 'answer-sent');
  const inShanghai = new Date(Date.parse(by) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  expect(notice.text).toContain(`最晚 ${inShanghai} 再给您消息`);
  expect(notice.text).toContain('承诺的内容：告知到账结果');
});

describe('the customer accepts while something promised is open', () => {
  async function accepted(): Promise<string> {
    const ticketNo = await taken();
    await done(pay, ticketNo, 'answer', { solution: '已提交退款', promise: { by: ahead(30) } });
    await done(buyer, ticketNo, 'accept', {});
    return ticketNo;
  }
  const totals = async (): Promise<Answer['body']> =>
    (await desk.get(supervisor(), '/v1/reports/promises')).body.totals;
  const supervisor = (): DemoCredential => desk.credential(({ role }) => role === 'supervisor');

  test('it stays open for him, for the report and in the notice, until he hears more', async () => {
    const ticketNo = await accepted();
    expect(await promise(ticketNo)).toMatchObject({ status: 'running', stoppedAt: null });
    expect(await totals()).toMatchObject({ made: 1, open: 1, kept: 0, cancelled: 0 });
    const { body } = await desk.get(buyer, '/v1/inbox');
    const notice = body.items.find(({ template }: { template: string }) => template === 'ticket-closed');
    expect(notice.text).toContain('我们承诺：最晚');
    const { staffNo } = pay;
    const toKeep = async (who: DemoCredential): Promise<Answer['body']> =>
      (await desk.get(who, `/v1/duties?duty=promise&assignee=${staffNo}`)).body.items;
    expect(await toKeep(pay)).toMatchObject([{ ticketNo, duty: 'promise', assignee: staffNo, late: false }]);
    expect(await toKeep(supervisor())).toHaveLength(1);
    const other = desk.credential(({ role, department }) => role === 'specialist' && department === 'TECH');
    expect(await toKeep(other)).toEqual([]);
    const onTheNote = async (): Promise<string[]> =>
      (await noteCandidates(desk.database.db, [staffNo ?? ''])).map((state) => state.ticketNo);
    expect(await onTheNote()).toEqual([ticketNo]);
    const said = await desk.post(pay, `/v1/tickets/${ticketNo}/messages`, { text: '退款已到账' });
    expect(said.status).toBe(201);
    const kept = await promise(ticketNo);
    expect(kept).toMatchObject({ status: 'met' });
    expect([await toKeep(pay), await onTheNote()]).toEqual([[], []]);
    expect(kept.explanation.zh).toMatch(/^已于.*按时兑现。.*向客户承诺/);
    expect(await totals()).toMatchObject({ made: 1, open: 0, kept: 1, rate: 1 });
  });

  test('a matter that he withdraws calls it off: the ledger names that, and the rate does not count it', async () => {
    const ticketNo = await taken();
    await done(pay, ticketNo, 'progress-report', { text: '正在核实', promise: { by: ahead(30) } });
    await done(buyer, ticketNo, 'withdraw', {});
    const off = await promise(ticketNo);
    expect(off).toMatchObject({ status: 'cancelled', intervals: [{ ended: { why: 'withdrawn' } }] });
    expect(off.explanation.zh).toMatch(/^已于.*取消（撤回）。/);
    expect(off.explanation.en).toMatch(/^Called off on .* \(the ticket was withdrawn\)\. /);
    expect(await totals()).toMatchObject({ made: 1, cancelled: 1, kept: 0, broken: 0, rate: null });
  });
});

test('a limit that was called off while it stood still tells its end first, and no pause that lasts', async () => {
  const ticketNo = await taken();
  await done(pay, ticketNo, 'request-material', MATERIAL);
  const limits = async (): Promise<{ status: string; explanation: { zh: string } }[]> =>
    (await desk.get(buyer, `/v1/tickets/${ticketNo}/clocks`)).body.items;
  const [standing] = (await limits()).filter(({ status }) => status === 'paused');
  expect(standing?.explanation.zh).toMatch(/^现因等待客户补充材料暂停计时/);
  const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}`);
  expect(body.clocks.filter(({ status }: { status: string }) => status === 'paused')[0].explanation).toEqual(
    standing?.explanation,
  );
  await done(buyer, ticketNo, 'withdraw', {});
  for (const { status, explanation } of await limits()) {
    expect([status, explanation.zh]).not.toEqual([status, expect.stringContaining('现因')]);
    if (status === 'cancelled') expect(explanation.zh).toMatch(/^已于.*取消（撤回）。/);
  }
});
