import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { shownInstant } from '../../../contracts/instants.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let agent: DemoCredential;
let otherAgent: DemoCredential;
let inspector: DemoCredential;
let otherInspector: DemoCredential;
let manager: DemoCredential;
let buyer: DemoCredential;

const all = (role: string): DemoCredential[] => desk.credentials.filter((one) => one.role === role);
function nth(role: string, n: number): DemoCredential {
  const found = all(role)[n];
  if (found === undefined) throw new Error(`there is no ${role} number ${n}`);
  return found;
}

beforeAll(async () => {
  desk = await openDesk('asPublished');
  [agent, otherAgent] = [nth('agent', 0), nth('agent', 1)];
  [inspector, otherInspector] = [nth('inspector', 0), nth('inspector', 1)];
  manager = nth('manager', 0);
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

const give = (who: DemoCredential, ticketNo: string, command: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/${command}`, body);
const review = (who: DemoCredential, id: string, command: string, body: object = {}): Promise<Answer> =>
  desk.post(who, `/v1/reviews/${id}/${command}`, body);
const read = (who: DemoCredential, path: string): Promise<Answer> => desk.get(who, `/v1/reviews${path}`);

async function closedTicket(handler = agent): Promise<string> {
  const opened = await desk.post(buyer, '/v1/tickets', SIMPLE);
  const { ticketNo } = opened.body;
  if (opened.body.status === 'RECEIVED') await give(handler, ticketNo, 'take-over');
  await give(handler, ticketNo, 'answer', { solution: '已为您重置' });
  expect((await give(buyer, ticketNo, 'accept')).status).toBe(200);
  return ticketNo;
}

interface Attempt {
  readonly command: string;
  readonly code: string;
  readonly actor: { readonly staffNo: string };
}

const REASON = '客服语气生硬，未核实就结束会话';
const points = { IDENTITY: 100, COURTESY: 80, UNDERSTANDING: 90, SOLUTION: 60, TIMELINESS: 100, RECORD: 70 };
const UPHELD = { verdict: 'UPHELD', finding: '录音属实', remedy: '致歉并补发优惠', coaching: '复训服务用语' };

describe('a complaint about a person', () => {
  let ticketNo: string;
  let id: string;
  beforeAll(async () => {
    ticketNo = await closedTicket();
    const complained = await give(buyer, ticketNo, 'complain', { reason: REASON });
    expect(complained.status).toBe(200);
    id = `${ticketNo}-Q1`;
  });

  test('is a review at once, due in three workdays, about whoever did the work', async () => {
    const { body, headers } = await read(inspector, `/${id}`);
    expect(body).toMatchObject({
      reviewId: id,
      origin: 'complaint',
      status: 'OPEN',
      label: { zh: '服务投诉：待接手', en: 'service complaint: to be taken over' },
      about: agent.staffNo,
      reviewer: null,
      reason: REASON,
      clocks: [{ id: 'QUALITY_COMPLAINT', status: 'running', breached: false }],
      allowedCommands: ['take-over'],
    });
    expect(headers.get('etag')).toBe('"1"');
    expect(body.clocks[0].explanation.zh).toContain('计入');
    expect(body.nextDueAt).toBe(body.clocks[0].dueAt);
    const [told] = (await desk.get(buyer, '/v1/inbox')).body.items;
    expect(told).toMatchObject({ template: 'complaint-received', ticketNo });
    expect(told.text).toContain(`答复时限：${shownInstant(body.nextDueAt)}。`);
    expect((await read(inspector, `?ticketNo=${ticketNo}`)).body.items).toMatchObject([{ reviewId: id }]);
  });

  test('said again in the same words is still one, and with more to say it is told to whoever looks into it', async () => {
    const other = await closedTicket();
    const [first, more] = [`${other}-Q1`, `${REASON}，且拒绝转接`];
    expect((await give(buyer, other, 'complain', { reason: REASON })).status).toBe(200);
    expect((await give(buyer, other, 'complain', { reason: REASON })).body).toMatchObject({ status: 409 });
    await review(inspector, first, 'take-over');
    const again = { 'Idempotency-Key': randomUUID() };
    const added = await desk.post(buyer, `/v1/tickets/${other}/complain`, { reason: more }, again);
    expect(added.status).toBe(200);
    expect((await give(buyer, other, 'complain', { staffNo: agent.staffNo, reason: '还挂断了电话' })).status).toBe(200);
    expect((await read(inspector, `?ticketNo=${other}`)).body.items).toMatchObject([{ reviewId: first }]);
    const record = (await read(inspector, `/${first}/events`)).body.items;
    expect(
      record.map(({ type, text }: { type: string; text: { reason: string } | null }) => [type, text?.reason]),
    ).toEqual([
      ['opened', REASON],
      ['taken-over', undefined],
      ['words-added', more],
      ['words-added', '还挂断了电话'],
    ]);
    const told = async (who: DemoCredential) => (await desk.get(who, '/v1/inbox')).body.items[0];
    expect(await told(inspector)).toMatchObject({ ticketNo: other, template: 'review-words-added' });
    expect(await told(buyer)).toMatchObject({ ticketNo: other, template: 'complaint-added' });
  });

  test('said in two ways at the same moment is one review, to which the words of the second are added', async () => {
    const other = await closedTicket();
    const execute = desk.engine.execute;
    // Both were found to be the first before either was decided, one after the other.
    const given: (() => Promise<unknown>)[] = [];
    desk.engine.execute = (...command) =>
      new Promise((resolve, reject) => {
        given.push(() => execute(...command).then(resolve, reject));
        if (given.length === 2) void given[0]?.().then(given[1]);
      });
    const said = ['态度恶劣', '拒绝转接'];
    const answers = await Promise.all(said.map((reason) => give(buyer, other, 'complain', { reason })));
    desk.engine.execute = execute;
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { items } = (await read(inspector, `?ticketNo=${other}`)).body;
    expect(items).toMatchObject([{ reviewId: `${other}-Q1`, about: agent.staffNo }]);
    const record = (await read(inspector, `/${other}-Q1/events`)).body.items;
    expect(record.map(({ type }: { type: string }) => type)).toEqual(['opened', 'words-added']);
    expect(record.map(({ text }: { text: { reason: string } }) => text.reason).toSorted()).toEqual(said.toSorted());
    expect((await desk.get(manager, `/v1/tickets/${other}/events`)).text.match(/"review-opened"/g)).toHaveLength(1);
  });

  test('is nothing the one complained of hears of before its result, nor anybody else of the desk', async () => {
    expect((await read(agent, `/${id}`)).status).toBe(404);
    expect((await read(otherAgent, `/${id}`)).status).toBe(404);
    expect((await read(agent, '')).body.items).toEqual([]);
    const timeline = await desk.get(agent, `/v1/tickets/${ticketNo}/events`);
    expect(JSON.stringify(timeline.body)).not.toContain(REASON);
    expect((await review(agent, id, 'note', { text: '不是我' })).status).toBe(404);
    expect((await read(buyer, `/${id}`)).status).toBe(403);
  });

  test('is taken over by one inspector, and the second is told so', async () => {
    const before = await read(inspector, `/${id}`);
    const stale = await desk.post(inspector, `/v1/reviews/${id}/take-over`, {}, { 'If-Match': '"9"' });
    expect(stale.status).toBe(412);
    expect(before.body.version).toBe(1);
    expect((await review(inspector, id, 'take-over')).body).toMatchObject({ status: 'INVESTIGATING', version: 2 });
    const second = await review(otherInspector, id, 'take-over');
    expect(second.body).toMatchObject({ status: 409, type: '/problems/state-conflict', reviewStatus: 'INVESTIGATING' });
    expect(second.body.detail).toBe(`${id} 已由 ${inspector.staffNo} 接手（INVESTIGATING）。`);
    expect((await review(otherInspector, id, 'note', { text: '?' })).status).toBe(403);
  });

  test('leaves a line about everybody who was refused, also where he was told that there is no such review', async () => {
    const attempts = async (): Promise<unknown[]> => {
      const { body } = await desk.get(manager, `/v1/tickets/${ticketNo}/attempts`);
      return body.items.map((item: Attempt) => [item.command, item.code, item.actor.staffNo]);
    };
    await expect.poll(attempts).toEqual(
      expect.arrayContaining([
        ['review-note', 'not-found', agent.staffNo],
        ['review-take-over', 'state-conflict', otherInspector.staffNo],
        ['review-note', 'forbidden', otherInspector.staffNo],
      ]),
    );
    expect((await desk.get(agent, `/v1/tickets/${ticketNo}/attempts`)).status).toBe(403);
  });

  test('is upheld only with what is done about it and what is to be learnt', async () => {
    const { remedy: _remedy, ...without } = UPHELD;
    const refused = await review(inspector, id, 'conclude', without);
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/remedy' }] });
    const wrong = await review(inspector, id, 'conclude', { verdict: 'NOT_UPHELD', finding: '…', reopen: true });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ pointer: '/reopen' }] });
    expect((await review(inspector, id, 'conclude', { verdict: 'MAYBE', finding: '…' })).status).toBe(400);
    expect((await review(inspector, id, 'score', { points })).status).toBe(409);
    expect((await review(inspector, id, 'note', { text: '已调取录音' })).status).toBe(200);
    expect((await review(inspector, id, 'conclude', UPHELD)).body).toMatchObject({
      status: 'UPHELD',
      finding: '录音属实',
      coaching: '复训服务用语',
    });
    expect((await read(agent, `/${id}`)).status).toBe(404);
  });

  test('goes back to the queue with nothing concluded where its reviewer drops out before he has told it', async () => {
    const other = await closedTicket();
    const given = `${other}-Q1`;
    await give(buyer, other, 'complain', { reason: REASON });
    await review(otherInspector, given, 'take-over');
    await review(otherInspector, given, 'conclude', { verdict: 'NOT_UPHELD', finding: '录音不支持投诉' });
    const order = { reason: '病假' };
    const path = `/v1/staff/${otherInspector.staffNo}/reassign`;
    expect((await desk.post(nth('supervisor', 0), path, order)).status).toBe(202);
    expect((await read(inspector, `/${given}`)).body).toMatchObject({ status: 'OPEN', verdict: null, finding: null });
    const { items } = (await read(inspector, `/${given}/events`)).body;
    expect(items.map(({ type }: { type: string }) => type)).toContain('concluded');
  });

  test('is told to the customer with an apology, and only now to the one complained of', async () => {
    const told = await review(inspector, id, 'tell', { text: '经核查属实，我们向您致歉' });
    expect(told.body).toMatchObject({ status: 'TOLD', told: '经核查属实，我们向您致歉', allowedCommands: [] });
    expect(told.body.clocks).toMatchObject([{ id: 'QUALITY_COMPLAINT', status: 'met' }]);
    const inbox = await desk.get(buyer, '/v1/inbox');
    expect(inbox.body.items[0]).toMatchObject({ ticketNo, template: 'review-upheld' });
    expect(inbox.body.items[0].text).toContain('致歉');
    expect((await read(agent, `/${id}`)).body).toMatchObject({ verdict: 'UPHELD', allowedCommands: [] });
    const seen = (await read(agent, `/${id}/events`)).body.items.map(({ type }: { type: string }) => type);
    expect(seen).toEqual(['opened', 'taken-over', 'concluded', 'upheld-counted', 'told']);
    expect((await read(otherAgent, `/${id}`)).status).toBe(404);
    const late = await review(inspector, id, 'note', { text: '补充' });
    expect(late.body).toMatchObject({ status: 409, type: '/problems/state-conflict' });
  });
});

describe('nobody judges himself', () => {
  test('an inspector complained of gets 403 and sees nothing', async () => {
    const ticketNo = await closedTicket();
    await give(agent, ticketNo, 'complain', { staffNo: inspector.staffNo, reason: REASON, onBehalf: true });
    const id = `${ticketNo}-Q1`;
    const self = await review(inspector, id, 'take-over');
    expect(self.body).toMatchObject({ status: 403, type: '/problems/self-review' });
    expect((await read(inspector, `/${id}`)).status).toBe(404);
    expect((await read(inspector, `?ticketNo=${ticketNo}`)).body.items).toEqual([]);
    const toSelf = await review(manager, id, 'hand-on', { to: inspector.staffNo, reason: '请处理' });
    expect(toSelf.body).toMatchObject({ status: 422, errors: [{ pointer: '/to' }] });
    const toAgent = await review(manager, id, 'hand-on', { to: agent.staffNo, reason: '请处理' });
    expect(toAgent.status).toBe(422);
    const handed = await review(manager, id, 'hand-on', { to: otherInspector.staffNo, reason: '请处理' });
    expect(handed.body).toMatchObject({ status: 'INVESTIGATING', reviewer: otherInspector.staffNo });
  });
});

describe('where no inspector is left whom it is not about', () => {
  let id: string;
  const inHouse = (active: boolean) =>
    desk.database.db.updateTable('staff').set({ active }).where('staff_no', '=', otherInspector.staffNo).execute();
  beforeAll(async () => {
    const ticketNo = await closedTicket();
    await inHouse(false);
    await give(agent, ticketNo, 'complain', { staffNo: inspector.staffNo, reason: REASON, onBehalf: true });
    await inHouse(true);
    id = `${ticketNo}-Q1`;
  });

  test('supervisors find and read it, and the manager is alarmed', async () => {
    const supervisor = nth('supervisor', 0);
    const found = await read(supervisor, '?status=OPEN');
    expect(found.body.items.map(({ reviewId }: { reviewId: string }) => reviewId)).toEqual([id]);
    expect((await read(supervisor, `/${id}`)).body.allowedCommands).toContain('take-over');
    const told = await desk.database.db
      .selectFrom('notices')
      .select(['recipient', 'mail_state'])
      .where('template', '=', 'review-opened')
      .where(sql<boolean>`params ->> 'reviewId' = ${id}`)
      .where('recipient_kind', '=', 'role')
      .orderBy('recipient')
      .execute();
    expect(told).toMatchObject([{ recipient: 'manager' }, { recipient: 'supervisor', mail_state: 'none' }]);
    expect(told[0]?.mail_state).not.toBe('none');
  });

  test('one of them takes it up and tells the result; whom it is about still sees nothing before', async () => {
    const supervisor = nth('supervisor', 0);
    expect((await read(inspector, `/${id}`)).status).toBe(404);
    expect((await review(supervisor, id, 'take-over')).body).toMatchObject({ reviewer: supervisor.staffNo });
    expect((await review(supervisor, id, 'conclude', UPHELD)).status).toBe(200);
    expect((await review(supervisor, id, 'tell', { text: '核查已完成，已予改正' })).body.status).toBe('TOLD');
  });
});

describe('a complaint has to make sense', () => {
  test.each([
    [{ reason: '…', staffNo: '9999' }, 422, '/staffNo'],
    [{ reason: '…', at: '2999-01-01T00:00:00+08:00' }, 422, '/at'],
    [{ reason: '…', at: '2025-11-07T10:00:00' }, 400, '/at'],
    [{ reason: '' }, 400, '/reason'],
    [{}, 400, '/reason'],
  ])('%j is refused with %i', async (body, status, pointer) => {
    const opened = await desk.post(buyer, '/v1/tickets', SIMPLE);
    const refused = await give(buyer, opened.body.ticketNo, 'complain', body);
    expect(refused.body).toMatchObject({ status, errors: [{ pointer }] });
    expect((await read(manager, `?ticketNo=${opened.body.ticketNo}`)).body.items).toEqual([]);
  });

  test('a stranger’s ticket is not there', async () => {
    const ticketNo = await closedTicket();
    const stranger = desk.credential(({ companyKind, role }) => role === 'mainAccount' && companyKind === 'supplier');
    expect((await give(stranger, ticketNo, 'complain', { reason: REASON })).status).toBe(404);
    for (const id of [`${ticketNo}-Q9`, 'KF1-Q1', 'nothing']) expect((await read(manager, `/${id}`)).status).toBe(404);
  });
});

describe('a dissatisfied rating', () => {
  test('is reviewed also without a reason, and once only', async () => {
    const ticketNo = await closedTicket();
    await give(buyer, ticketNo, 'rate', { rating: 'DISSATISFIED' });
    await give(buyer, ticketNo, 'rate', { rating: 'DISSATISFIED', comment: '一直没解决' });
    const { items } = (await read(inspector, `?ticketNo=${ticketNo}`)).body;
    expect(items).toMatchObject([{ origin: 'rating', about: agent.staffNo }]);
    expect((await read(inspector, `/${ticketNo}-Q1`)).body.clocks).toMatchObject([{ id: 'QUALITY_RATING' }]);
  });
});

test('what ended for good is no review’s to re-open: the inspector is told when he concludes', async () => {
  const { ticketNo } = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body;
  await give(nth('supervisor', 0), ticketNo, 'terminate', { reason: '威胁客服人身安全' });
  await give(buyer, ticketNo, 'complain', { reason: REASON });
  const id = `${ticketNo}-Q1`;
  await review(inspector, id, 'take-over');
  const refused = await review(inspector, id, 'conclude', { ...UPHELD, reopen: true });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/reopen']);
  expect((await review(inspector, id, 'conclude', UPHELD)).status).toBe(200);
});

test('a complaint about somebody else, or once its result was told, is another', async () => {
  const other = await closedTicket();
  await give(buyer, other, 'complain', { reason: REASON });
  await give(buyer, other, 'complain', { staffNo: nth('specialist', 0).staffNo, reason: '转接后同样拒绝' });
  await review(inspector, `${other}-Q1`, 'take-over');
  await review(inspector, `${other}-Q1`, 'conclude', { verdict: 'NOT_UPHELD', finding: '录音不支持投诉' });
  await review(inspector, `${other}-Q1`, 'tell', { text: '经核查不属实' });
  await give(buyer, other, 'complain', { reason: '事后又来电辱骂' });
  const { items } = (await read(inspector, `?ticketNo=${other}`)).body;
  expect(items.map(({ about }: { about: string }) => about)).toEqual([
    agent.staffNo,
    nth('specialist', 0).staffNo,
    agent.staffNo,
  ]);
});

describe('a complaint on an archived ticket', () => {
  const become = async (ticketNo: string, status: 'ARCHIVED' | 'PURGED'): Promise<void> => {
    await sql`
      update tickets set status = ${status}, state = jsonb_set(state, '{status}', to_jsonb(${status}::text)) where ticket_no = ${ticketNo}
    `.execute(desk.database.db);
  };
  const reviewsOf = async (ticketNo: string) => (await read(inspector, `?ticketNo=${ticketNo}`)).body.items;

  test('is reviewed beside it as long as its record lives; the ticket stays as it is', async () => {
    const ticketNo = await closedTicket();
    await give(buyer, ticketNo, 'complain', { reason: REASON });
    await become(ticketNo, 'ARCHIVED');
    const version = (await desk.get(buyer, `/v1/tickets/${ticketNo}`)).body.version;
    const about = nth('specialist', 0).staffNo;
    const late = await give(buyer, ticketNo, 'complain', { staffNo: about, reason: '事后发现当时承诺不实' });
    expect([late.status, late.body.status, late.body.version]).toEqual([200, 'ARCHIVED', version]);
    expect(await reviewsOf(ticketNo)).toMatchObject([
      { reviewId: `${ticketNo}-Q2`, origin: 'complaint', about, status: 'OPEN' },
      { reviewId: `${ticketNo}-Q1` },
    ]);
    const id = `${ticketNo}-Q2`;
    const PARTLY = { ...UPHELD, verdict: 'PARTLY' };
    expect((await read(inspector, `/${id}`)).body.reason).toBe('事后发现当时承诺不实');
    await review(inspector, id, 'take-over');
    const reopened = await review(inspector, id, 'conclude', { ...PARTLY, reopen: true });
    expect([reopened.status, reopened.body.type]).toEqual([409, '/problems/ticket-archived']);
    await review(inspector, id, 'conclude', PARTLY);
    expect((await review(inspector, id, 'tell', { text: '经核查属实，我们向您致歉' })).status).toBe(200);
    const [told] = (await desk.get(buyer, '/v1/inbox')).body.items;
    expect(told).toMatchObject({ template: 'review-upheld', ticketNo });
  });

  test('asked for twice with one key it is one review; with more to say still; two at the same moment about others are two', async () => {
    const ticketNo = await closedTicket();
    await become(ticketNo, 'ARCHIVED');
    const once = { 'Idempotency-Key': randomUUID() };
    const path = `/v1/tickets/${ticketNo}/complain`;
    await Promise.all([1, 2].map(() => desk.post(buyer, path, { reason: REASON }, once)));
    await desk.post(buyer, path, { reason: REASON }, once);
    expect(await reviewsOf(ticketNo)).toHaveLength(1);
    expect((await desk.post(buyer, path, { reason: '补充' })).status).toBe(200);
    expect(await reviewsOf(ticketNo)).toHaveLength(1);
    const others = [nth('specialist', 0), nth('specialist', 1)];
    await Promise.all(others.map(({ staffNo }) => desk.post(buyer, path, { staffNo, reason: REASON })));
    expect((await reviewsOf(ticketNo)).map(({ reviewId }: { reviewId: string }) => reviewId).toSorted()).toEqual(
      [1, 2, 3].map((n) => `${ticketNo}-Q${n}`),
    );
  });

  test('said in two ways at the same moment is one review, found at once, to which the words of the second are added', async () => {
    const ticketNo = await closedTicket();
    await become(ticketNo, 'ARCHIVED');
    const away = vi.spyOn(desk.reviews, 'start').mockRejectedValue(new Error('away'));
    const said = ['态度恶劣', '拒绝转接'];
    const path = `/v1/tickets/${ticketNo}/complain`;
    const answers = await Promise.all(said.map((reason) => desk.post(buyer, path, { reason })));
    away.mockRestore();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await reviewsOf(ticketNo)).toMatchObject([{ reviewId: `${ticketNo}-Q1`, about: agent.staffNo }]);
    const record = (await read(inspector, `/${ticketNo}-Q1/events`)).body.items;
    expect(record.map(({ text }: { text: { reason: string } }) => text.reason).toSorted()).toEqual(said.toSorted());
  });

  test('is refused once the record is gone, and to whom it never was', async () => {
    const ticketNo = await closedTicket();
    await become(ticketNo, 'ARCHIVED');
    expect((await give(otherAgent, ticketNo, 'complain', { reason: REASON })).status).toBe(403);
    await become(ticketNo, 'PURGED');
    const gone = await give(buyer, ticketNo, 'complain', { reason: REASON });
    expect([gone.status, gone.body.type]).toEqual([409, '/problems/ticket-archived']);
    expect(await reviewsOf(ticketNo)).toEqual([]);
  });
});

describe('whoever is complained of', () => {
  const types = async (who: DemoCredential, ticketNo: string): Promise<string[]> =>
    (await desk.get(who, `/v1/tickets/${ticketNo}/events`)).body.items.map(({ type }: { type: string }) => type);
  const told = async (who: DemoCredential, ticketNo: string): Promise<string[]> =>
    (await types(who, ticketNo)).filter((type) => ['complained', 'review-opened'].includes(type));
  const BOTH = ['complained', 'review-opened'];

  test('does not read of it before the result is told; everybody else does', async () => {
    const ticketNo = await closedTicket();
    await give(buyer, ticketNo, 'complain', { reason: REASON });
    expect(await told(agent, ticketNo)).toEqual([]);
    expect(await types(agent, ticketNo)).toContain('answered');
    for (const who of [inspector, nth('supervisor', 0), otherAgent]) expect(await told(who, ticketNo)).toEqual(BOTH);
    expect(await told(buyer, ticketNo)).toEqual(['complained']);
    await review(inspector, `${ticketNo}-Q1`, 'take-over');
    const NOT_UPHELD = { verdict: 'NOT_UPHELD', finding: '录音不支持投诉' };
    expect((await review(inspector, `${ticketNo}-Q1`, 'conclude', NOT_UPHELD)).status).toBe(200);
    expect(await told(agent, ticketNo)).toEqual([]);
    expect((await review(inspector, `${ticketNo}-Q1`, 'tell', { text: '已核实并致歉' })).status).toBe(200);
    await expect.poll(() => told(agent, ticketNo)).toEqual(BOTH);
  });

  test('cannot tell by any number that there is something he does not see, until he may know', async () => {
    const ticketNo = await closedTicket();
    const before = (await desk.get(agent, `/v1/tickets/${ticketNo}`)).body.version;
    await give(buyer, ticketNo, 'complain', { reason: REASON });
    const written = await desk.post(agent, `/v1/tickets/${ticketNo}/messages`, { text: '内部备注', internal: true });
    const seqs = async (path: string): Promise<number[]> =>
      (await desk.get(agent, `/v1/tickets/${ticketNo}/${path}`)).body.items.map(({ seq }: { seq: number }) => seq);
    const count = (await seqs('events')).length;
    expect(await seqs('events')).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect([written.body.seq, (await seqs('messages')).at(-1)]).toEqual([count, count]);
    const page = await desk.get(agent, `/v1/tickets/${ticketNo}/events?limit=${count - 1}`);
    const rest = await desk.get(agent, `/v1/tickets/${ticketNo}/events?cursor=${page.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ seq: count, type: 'message' }], nextCursor: null });

    const { body, headers } = await desk.get(agent, `/v1/tickets/${ticketNo}`);
    expect([body.version, headers.get('etag')]).toEqual([before, `"${before}"`]);
    const link = { to: await closedTicket(), kind: 'related' };
    const path = `/v1/tickets/${ticketNo}/link`;
    const stale = await desk.post(agent, path, link, { 'If-Match': `"${before - 1}"` });
    expect([stale.status, stale.body.version]).toEqual([412, before]);
    expect(stale.body.detail).not.toMatch(/\d/);
    const linked = await desk.post(agent, path, link, { 'If-Match': `"${before}"` });
    expect([linked.status, linked.body.version]).toEqual([200, before + 1]);
    expect((await desk.get(otherAgent, `/v1/tickets/${ticketNo}`)).body.version).toBe(before + 2);
  });

  test('is an inspector: neither does his inbox, which it reaches as one of his department', async () => {
    const ticketNo = await closedTicket();
    const heard = async (who: DemoCredential): Promise<unknown[]> =>
      (await desk.get(who, '/v1/inbox')).body.items.filter((one: { ticketNo: string }) => one.ticketNo === ticketNo);
    const counted = async (who: DemoCredential): Promise<number> =>
      (await desk.get(who, '/v1/reports/quality')).body.staff.find(
        (one: { staffNo: string }) => one.staffNo === inspector.staffNo,
      )?.complaints ?? 0;
    const before = [await counted(inspector), await counted(otherInspector)];
    await give(buyer, ticketNo, 'complain', { reason: REASON, staffNo: inspector.staffNo });
    expect(await heard(otherInspector)).toMatchObject([{ template: 'review-opened' }]);
    expect(await heard(inspector)).toEqual([]);
    const [own = 0, all = 0] = before;
    expect([await counted(inspector), await counted(otherInspector)]).toEqual([own, all + 1]);
    const id = `${ticketNo}-Q1`;
    await review(otherInspector, id, 'take-over');
    await review(otherInspector, id, 'conclude', { verdict: 'NOT_UPHELD', finding: '录音不支持投诉' });
    await review(otherInspector, id, 'tell', { text: '已核实' });
    expect(await heard(inspector)).toMatchObject([{ template: 'review-result' }, { template: 'review-opened' }]);
    expect([await counted(inspector), await counted(otherInspector)]).toEqual([own + 1, all + 1]);
  });

  test('does not read of it alone: nor does anybody else who had a part in the ticket', async () => {
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', { ...SIMPLE, channel: 'phone' })).body;
    await give(otherAgent, ticketNo, 'take-over');
    expect((await give(otherAgent, ticketNo, 'hand-on', { to: agent.staffNo, reason: '换班' })).status).toBe(200);
    await give(agent, ticketNo, 'answer', { solution: '已为您重置' });
    expect((await give(buyer, ticketNo, 'accept')).status).toBe(200);
    expect((await give(buyer, ticketNo, 'complain', { reason: REASON })).status).toBe(200);
    for (const who of [agent, otherAgent]) expect(await told(who, ticketNo)).toEqual([]);
    expect(await told(inspector, ticketNo)).toEqual(BOTH);
  });

  test('does not read of it where he had no part in the ticket either', async () => {
    const ticketNo = await closedTicket();
    const senior = nth('seniorAgent', 0);
    await give(buyer, ticketNo, 'complain', { reason: REASON, staffNo: senior.staffNo });
    expect([await told(senior, ticketNo), await told(otherAgent, ticketNo)]).toEqual([[], BOTH]);
  });
});

describe('a sample', () => {
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const draw = (body: object, who = inspector): Promise<Answer> => desk.post(who, '/v1/reviews/samples', body);

  async function drawn(body: object): Promise<{ ticketNo: string; reviewId: string }[]> {
    const { headers } = await draw(body);
    const path = headers.get('location') ?? '';
    return expect
      .poll(async () => (await desk.get(inspector, path)).body.tickets)
      .toSatisfy((tickets) => tickets.every(({ reviewId }: { reviewId: string | null }) => reviewId !== null))
      .then(async () => (await desk.get(inspector, path)).body.tickets);
  }

  test('draws the same tickets with the same seed, and others with another', async () => {
    for (let n = 0; n < 6; n += 1) await closedTicket();
    const ticketsOf = async (seed: string, count = 2): Promise<string[]> =>
      (await draw({ month, count, seed })).body.tickets.map(({ ticketNo }: { ticketNo: string }) => ticketNo);
    const first = await ticketsOf('a');
    expect(first).toHaveLength(2);
    expect(await ticketsOf('a')).toEqual(first);
    const all = [...first, ...(await ticketsOf('a', 1)), ...(await ticketsOf('b'))];
    expect(new Set(all).size).toBe(all.length);
    const tenth = await draw({ month, percent: 10, seed: 'x' });
    expect(tenth.body.size).toBe(Math.ceil(tenth.body.population / 10));
  });

  test('drawn twice, at the same moment too, is one sample with one review for each ticket', async () => {
    for (let n = 0; n < 4; n += 1) await closedTicket();
    const wish = { month, count: 2, seed: 'twice' };
    const [one, two] = await Promise.all([draw(wish), draw(wish)]);
    expect(one.body.tickets).toHaveLength(2);
    expect([two.status, two.body.sampleId]).toEqual([201, one.body.sampleId]);
    for (const { ticketNo } of await drawn(wish)) {
      const { items } = (await read(inspector, `?ticketNo=${ticketNo}`)).body;
      expect(items.filter(({ origin }: { origin: string }) => origin === 'sample')).toHaveLength(1);
    }
  });

  test('two wishes at the same moment share no ticket', async () => {
    for (let n = 0; n < 4; n += 1) await closedTicket();
    const answers = await Promise.all(['left', 'right'].map((seed) => draw({ month, count: 2, seed })));
    const tickets = answers.flatMap(({ body }) => body.tickets.map((one: { ticketNo: string }) => one.ticketNo));
    expect(new Set(tickets).size).toBe(4);
  });

  test('that found fewer than it was to have is the same one where it is wished again', async () => {
    for (let n = 0; n < 2; n += 1) await closedTicket();
    await draw({ month, count: 1, seed: 'before' });
    const rest = { month, count: 1000, seed: 'rest' };
    const { body } = await draw(rest);
    expect(body.size).toBeGreaterThan(0);
    expect(body.size).toBeLessThan(body.population);
    for (let n = 0; n < 2; n += 1) await closedTicket();
    expect((await draw(rest)).body.sampleId).toBe(body.sampleId);
  });

  test('is scored by weights, appealed against once, and decided by another inspector', async () => {
    const [ticket] = await drawn({ month, count: 1, seed: 'scored' });
    if (ticket === undefined) throw new Error('nothing was drawn');
    const id = ticket.reviewId;
    const scored = agent.staffNo === (await read(manager, `/${id}`)).body.about ? agent : otherAgent;
    await review(inspector, id, 'take-over');
    const { body } = await review(inspector, id, 'score', { points });
    expect(body).toMatchObject({ status: 'SCORED', score: 80.5, sheets: [{ round: 1, points }] });
    const [told] = (await desk.get(scored, '/v1/inbox')).body.items;
    expect(told).toMatchObject({ template: 'review-scored' });
    expect(told.text).toContain(`可在 ${shownInstant(body.nextDueAt)} 前申诉一次`);
    expect((await read(scored, `/${id}`)).body.allowedCommands).toEqual(['appeal']);
    expect((await review(scored, id, 'appeal', { reason: '方案是完整的' })).body.status).toBe('APPEALED');
    expect((await review(scored, id, 'appeal', { reason: '再次' })).status).toBe(409);
    expect((await review(inspector, id, 'decide-appeal', { reason: '维持' })).status).toBe(403);
    const better = { ...points, SOLUTION: 90 };
    const decided = await review(otherInspector, id, 'decide-appeal', { reason: '方案完整', points: better });
    expect(decided.body).toMatchObject({ status: 'FINAL', score: 89.5, sheets: [{ round: 1 }, { round: 2 }] });
    expect(decided.body.clocks.map(({ id: clock }: { id: string }) => clock)).toEqual([
      'QUALITY_SAMPLE',
      'QUALITY_APPEAL_WINDOW',
      'QUALITY_APPEAL',
    ]);
  });

  test('draws nothing that nobody worked on: there is no service to score', async () => {
    const population = async (seed: string): Promise<number> => (await draw({ month, count: 1, seed })).body.population;
    const before = await population('untouched');
    // A complex one waits for a plan: it is given to nobody by itself.
    const { body } = await desk.post(buyer, '/v1/tickets', { ...SIMPLE, category: 'PRD.QUALITY.VERIFY' });
    expect((await give(buyer, body.ticketNo, 'withdraw')).status).toBe(200);
    expect(await population('untouched again')).toBe(before);
    // Somebody is named for it, and the customer takes it back before he begins.
    const planned = await desk.post(buyer, '/v1/tickets', { ...SIMPLE, category: 'PRD.QUALITY.VERIFY' });
    const supervisor = nth('supervisor', 0);
    const milestoneOn = planned.body.clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX').targetAt;
    const task = {
      department: 'AFTER',
      responsible: '2006',
      deliverable: '核实',
      milestoneOn: milestoneOn.slice(0, 10),
    };
    const named = await give(supervisor, planned.body.ticketNo, 'coordinate', { lead: '2006', tasks: [task] });
    expect(named.body).toMatchObject({ status: 'COORDINATING', assignee: '2006' });
    expect((await give(buyer, planned.body.ticketNo, 'withdraw')).status).toBe(200);
    expect(await population('only named')).toBe(before);
    // What is merged is scored where the matter goes on.
    const [from, into] = [await desk.post(buyer, '/v1/tickets', SIMPLE), await desk.post(buyer, '/v1/tickets', SIMPLE)];
    await give(nth('agent', 0), from.body.ticketNo, 'take-over');
    expect((await give(supervisor, from.body.ticketNo, 'merge', { into: into.body.ticketNo })).status).toBe(200);
    expect(await population('merged')).toBe(before);
    await closedTicket();
    expect(await population('worked on')).toBe(before + 1);
  });

  test.each([
    [{ month: '2999-01', count: 1, seed: 's' }, 422, '/month'],
    [{ month: '2025-13', count: 1, seed: 's' }, 400, '/month'],
    [{ month: '2025-11', seed: 's' }, 400, '/count'],
    [{ month: '2025-11', count: 1, percent: 1, seed: 's' }, 400, '/count'],
    [{ month: '2025-11', count: 0, seed: 's' }, 400, '/count'],
    [{ month: '2025-11', count: 1 }, 400, '/seed'],
  ])('%j is refused with %i', async (body, status, pointer) => {
    expect((await draw(body)).body).toMatchObject({ status, errors: [{ pointer }] });
  });

  test('of a month without closed tickets is empty', async () => {
    expect((await draw({ month: '2020-02', percent: 5, seed: 's' })).body).toMatchObject({ population: 0, size: 0 });
  });

  test('is drawn by inspectors and managers only', async () => {
    expect((await draw({ month, count: 1, seed: 's' }, agent)).status).toBe(403);
    expect((await desk.get(buyer, '/v1/reviews/samples')).status).toBe(403);
  });
});

describe('the month', () => {
  test('counts upheld complaints by person, and tells the supervisor of the second and the manager of the third', async () => {
    const heard = async (): Promise<number[]> => {
      const inboxes = await Promise.all(
        [nth('supervisor', 0), manager].map((who) => desk.get(who, '/v1/inbox?limit=200')),
      );
      return inboxes.map(
        ({ body }) =>
          body.items.filter(({ template }: { template: string }) => template === 'complaints-upheld').length,
      );
    };
    const rounds: number[][] = [];
    for (let n = 0; n < 3; n += 1) {
      const ticketNo = await closedTicket();
      await give(buyer, ticketNo, 'complain', { reason: REASON, staffNo: otherAgent.staffNo });
      await review(inspector, `${ticketNo}-Q1`, 'take-over');
      expect((await review(inspector, `${ticketNo}-Q1`, 'conclude', UPHELD)).status).toBe(200);
      rounds.push(await heard());
    }
    expect(rounds).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
    const { body } = await desk.get(manager, '/v1/reports/quality');
    const row = body.staff.find(({ staffNo }: { staffNo: string }) => staffNo === otherAgent.staffNo);
    expect(row).toMatchObject({ complaints: 3, upheldComplaints: 3, coaching: 3, told: 'manager' });
    expect(body.totals.upheldComplaints).toBeGreaterThanOrEqual(3);
    const ids = await desk.get(manager, '/v1/reports/quality?month=2020-02');
    expect(ids.body).toMatchObject({ month: '2020-02', totals: { complaints: 0, averageScore: null }, staff: [] });
    expect((await desk.get(manager, '/v1/reports/quality?month=2999-01')).status).toBe(422);
    expect((await desk.get(agent, '/v1/reports/quality')).status).toBe(403);
  });
});
