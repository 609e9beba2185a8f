import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../../domain/clocks/planning/limits.ts';
import { isoInstant } from '../../../contracts/instants.ts';
import { retentionOf } from '../../../domain/clocks/planning/retention.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';
import { CASE, CLAIM, Disputed, newOrder } from './disputed.ts';

let desk: Desk;
let buyer: DemoCredential;
let supplier: DemoCredential;
let disputed: Disputed;
let ticketNo: TicketNo;

const named = (accountId: string): DemoCredential => desk.credential((one) => one.accountId === accountId);
const role = (name: string): DemoCredential => desk.credential((one) => one.role === name);

beforeAll(async () => {
  desk = await openDesk();
  buyer = named('A100101');
  supplier = named('A200101');
});
afterAll(() => desk.close());

const path = (rest: string): string => disputed.path(rest);

/** What somebody hears of this ticket from now on, until he hangs up. */
async function listen(who: DemoCredential, stream: string): Promise<{ heard: () => string; hangUp: () => void }> {
  const call = new AbortController();
  const headers = { Authorization: `Bearer ${who.apiKey}` };
  const { status, body } = await fetch(desk.url + stream, { headers, signal: call.signal });
  expect(status).toBe(200);
  if (body === null) throw new Error('a stream has a body');
  let text = '';
  const decoder = new TextDecoder();
  const sink = new WritableStream<Uint8Array>({ write: (part) => void (text += decoder.decode(part)) });
  body.pipeTo(sink).catch(() => 'hung up');
  return { heard: () => text, hangUp: () => call.abort() };
}
const give: Disputed['give'] = (...args) => disputed.give(...args);
const done: Disputed['done'] = (...args) => disputed.done(...args);
const seen: Disputed['seen'] = (...args) => disputed.seen(...args);

/** Another account of the supplier. */
async function subAccount(id: string, scopes: string[]): Promise<DemoCredential> {
  const apiKey = `key-of-${id}`;
  await sql`
    with account as (
      insert into accounts (id, company_id, kind, name, login, scopes)
      values (${id}, 'S2001', 'sub', ${id}, ${id}, ${JSON.stringify(scopes)}) returning id
    ) insert into api_keys (key_hash, account_id)
      select ${createHash('sha256').update(apiKey).digest()}, id from account
  `.execute(desk.database.db);
  return { ...supplier, apiKey, accountId: id };
}

beforeEach(async () => {
  disputed = await Disputed.open(desk, buyer);
  ({ ticketNo } = disputed);
});

describe('an order ties buyer and supplier', () => {
  const claimOn = async (orderNo: string | undefined): Promise<Answer> => {
    const { body } = await desk.post(buyer, '/v1/tickets', { ...CASE, orderNo });
    return desk.post(buyer, `/v1/tickets/${body.ticketNo}/open-dispute`, CLAIM);
  };

  const wrongOrder = { status: 422, type: '/problems/unknown-reference', errors: [{ pointer: '/orderNo' }] };

  test.each([
    ['an order of another company', 'DD20251107002'],
    ['an order that the platform does not have', 'DD20251107999'],
    ['no order at all', undefined],
  ])('%s opens no dispute: nothing changes, and the attempt leaves a line', async (_what, orderNo) => {
    const refused = await claimOn(orderNo);
    expect(refused.body).toMatchObject(wrongOrder);
    expect(refused.body.errors[0].expected).toContain(orderNo ?? '工单未写明订单');
    const no = refused.body.instance?.match(/KF\d+/)?.[0];
    expect((await desk.get(buyer, `/v1/tickets/${no}`)).body).toMatchObject({ version: 1, dispute: null });
    const attempts = async (): Promise<unknown> =>
      (await desk.get(role('supervisor'), `/v1/tickets/${no}/attempts`)).body.items;
    await expect.poll(attempts).toMatchObject([{ command: 'open-dispute', code: 'unknown-reference' }]);
  });

  test('of another company’s order nothing is told but what is told of none', async () => {
    const [foreign, none] = [await claimOn('DD20251107002'), await claimOn('DD20251107998')];
    expect(foreign.body.errors[0].expected.replace('DD20251107002', 'X')).toBe(
      none.body.errors[0].expected.replace('DD20251107998', 'X'),
    );
  });

  test('nor an order that the company has from another supplier', async () => {
    await sql`
      with other as (insert into companies (id, name, kind) values ('S2002', '江城标准件有限公司', 'supplier') returning id)
      insert into orders (order_no, buyer_company_id, supplier_company_id) select 'DD20251107003', 'C1001', id from other
    `.execute(desk.database.db);
    expect((await claimOn('DD20251107003')).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/supplierCompanyId', expected: expect.stringContaining('DD20251107003') }],
    });
  });

  test('named with the claim where the ticket names none, and both sides read it', async () => {
    const { body } = await desk.post(buyer, '/v1/tickets', { ...CASE, orderNo: undefined });
    const opened = await desk.post(buyer, `/v1/tickets/${body.ticketNo}/open-dispute`, {
      ...CLAIM,
      orderNo: CASE.orderNo,
    });
    expect(opened.body).toMatchObject({ orderNo: null, dispute: { orderNo: CASE.orderNo } });
    const theirs = (await desk.get(supplier, `/v1/tickets/${body.ticketNo}`)).body;
    expect(theirs).toMatchObject({ orderNo: CASE.orderNo, dispute: { orderNo: CASE.orderNo } });
  });
});

describe('who takes part', () => {
  test('the seller reads the dispute and nothing else of the buyer’s ticket', async () => {
    const { status, body } = await seen(supplier);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: `${ticketNo}-D1`,
      description: CLAIM.claim,
      demand: CLAIM.demand,
      orderNo: disputed.orderNo,
      contact: null,
      tasks: [],
      rating: null,
      customer: { companyId: 'C1001', account: null, scopes: [] },
      dispute: { caseId: `${ticketNo}-D1`, stage: 'SELLER_HANDLING', waitsOn: 'supplier', claim: CLAIM.claim },
      allowedCommands: ['compensate', 'refuse-claim'],
    });
    expect(JSON.stringify(body)).not.toMatch(/13912345678|无法开机|密码/);
    expect(body.clocks.map(({ id }: { id: string }) => id)).toEqual(['DISPUTE_SELLER']);
  });

  test('nor does the seller read why it is urgent to the buyer, or how that one rates the desk', async () => {
    const { db } = desk.database;
    const id = await storeText(db, disputed.ticketNo, { comment: '客服催了三次才回' });
    await sql`
      update tickets set urgent = true, urgent_reason = '生产线停工', rating = 'DISSATISFIED', rated_at = now(), rating_text_id = ${id}
      where ticket_no = ${ticketNo}
    `.execute(db);
    expect((await seen(buyer)).body).toMatchObject({
      urgentReason: '生产线停工',
      rating: { comment: '客服催了三次才回' },
    });
    expect((await seen(supplier)).body).toMatchObject({ urgent: false, urgentReason: null, rating: null });
  });

  test('both see the same countdown', async () => {
    const [mine, theirs] = [await seen(buyer), await seen(supplier)];
    expect(mine.body.dispute.window).toEqual(theirs.body.dispute.window);
    expect(mine.body.dispute.window.clock).toBe('DISPUTE_SELLER');
    const windows = async (who: DemoCredential) =>
      (await seen(who, '/clocks')).body.items.filter(({ id }: { id: string }) => id.startsWith('DISPUTE'));
    expect(await windows(supplier)).toEqual(await windows(buyer));
  });

  test('the timeline the seller sees begins with the claim and never names the buyer’s accounts', async () => {
    await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    const theirs = (await seen(supplier, '/events')).body.items;
    expect(theirs.map(({ type }: { type: string }) => type)).toEqual(['dispute-opened', 'claim-refused']);
    expect(theirs[0]).toMatchObject({ actor: { kind: 'customer' }, text: { claim: CLAIM.claim } });
    expect(JSON.stringify(theirs)).not.toContain('A1001');
    const mine = (await seen(buyer, '/events')).body.items.at(-1);
    expect(mine).toMatchObject({ type: 'claim-refused', text: { reason: '发货前已检测' } });
    expect(mine.actor).toEqual({ kind: 'customer' });
  });

  test('each line says in both languages what happened, who is waited on next and until when, as the notices do', async () => {
    await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    await done(buyer, 'complete-evidence');
    await disputed.silenceIn('DISPUTE_EVIDENCE');
    const due = (await seen(buyer)).body.dispute.window.dueAt.slice(0, 16).replace('T', ' ');
    for (const who of [buyer, supplier]) {
      const lines = (await seen(who, '/events')).body.items.filter((line: { words: unknown }) => line.words !== null);
      expect(lines.map(({ type }: { type: string }) => type)).toEqual([
        'dispute-opened',
        'claim-refused',
        'evidence-completed',
        'clock-lapsed',
      ]);
      for (const { words } of lines) {
        expect(words.zh).toMatch(/下一步：.+，等待.+，期限至 \d{4}-\d\d-\d\d \d\d:\d\d。/);
        expect(words.en).toMatch(/Next: .+; it waits on .+ until \d{4}-\d\d-\d\d \d\d:\d\d\./);
      }
      expect(lines[2].words.zh).toContain('买家声明举证完毕。下一步：双方举证，等待卖家，');
      expect(lines.at(-1).words.zh).toBe(
        `工单 ${ticketNo} 的维权：举证期结束，双方证据相互公开。下一步：卖家预处理，等待卖家，期限至 ${due}。`,
      );
      expect(lines.at(-1).data).toMatchObject({ stage: 'PREHANDLING', waitsOn: 'supplier' });
      const inbox = (await desk.get(who, '/v1/inbox')).body.items;
      expect(inbox.find((one: { ticketNo: string }) => one.ticketNo === ticketNo).text).toBe(lines.at(-1).words.zh);
    }
  });

  test('messages are between the buyer and the desk; a third company finds nothing at all', async () => {
    expect((await seen(supplier, '/messages')).status).toBe(403);
    expect((await desk.post(supplier, path('/messages'), { text: '您好' })).status).toBe(403);
    const third = named('A100201');
    for (const rest of ['', '/events', '/clocks', '/evidence', '/messages', '/stream']) {
      expect([rest, (await seen(third, rest)).status]).toEqual([rest, 404]);
    }
    expect((await give(third, 'compensate', { offer: 'x' })).status).toBe(404);
    expect((await desk.get(supplier, '/v1/tickets')).body.items).toEqual([]);
  });

  test('each command is for its side: 403 in words, nothing changes, and the attempt is on record', async () => {
    const before = (await seen(buyer)).body.version;
    const refused = await give(buyer, 'compensate', { offer: '全额退款' });
    expect(refused.body).toMatchObject({ status: 403, type: '/problems/forbidden' });
    expect(refused.body.detail).toContain('维权的卖家');
    expect((await give(supplier, 'withdraw')).status).toBe(403);
    expect((await give(role('agent'), 'rule', { outcome: 'SPLIT', findings: 'x', ruleCited: 'y' })).status).toBe(403);
    expect((await give(supplier, 'accept-settlement')).status).toBe(409);
    expect((await seen(buyer)).body.version).toBe(before);
    const attempts = (await seen(role('supervisor'), '/attempts')).body.items;
    expect(attempts).toEqual(
      expect.arrayContaining([expect.objectContaining({ command: 'compensate', code: 'forbidden' })]),
    );
  });

  test('a supplier is offered no dispute in a ticket of its own', async () => {
    const own = (await desk.post(supplier, '/v1/tickets', CASE)).body;
    expect(own.allowedCommands).toContain('withdraw');
    expect(own.allowedCommands).not.toContain('open-dispute');
    const { allowedCommands } = (await desk.get(supplier, `/v1/tickets/${own.ticketNo}`)).body;
    expect(allowedCommands).toEqual(own.allowedCommands);
  });

  test('an account of the buyer needs the scope dispute.manage, also to withdraw the claim', async () => {
    const without = named('A100102');
    const orderNo = await newOrder(desk);
    const { ticketNo: own, allowedCommands } = (await desk.post(without, '/v1/tickets', { ...CASE, orderNo })).body;
    expect(allowedCommands).toContain('withdraw');
    expect(allowedCommands).not.toContain('open-dispute');
    const conflict = await desk.post(without, `/v1/tickets/${own}/accept`, {});
    expect([conflict.status, conflict.body.allowedCommands]).toEqual([409, allowedCommands]);
    const asked = await desk.post(without, `/v1/tickets/${own}/open-dispute`, CLAIM);
    expect(asked.body).toMatchObject({ status: 403, type: '/problems/forbidden' });
    expect((await desk.get(without, `/v1/tickets/${own}`)).body.allowedCommands).not.toContain('open-dispute');
    expect((await desk.post(named('A100103'), `/v1/tickets/${own}/open-dispute`, CLAIM)).status).toBe(200);
    expect((await desk.post(without, `/v1/tickets/${own}/withdraw`, {})).status).toBe(403);
    expect((await desk.get(without, `/v1/tickets/${own}`)).body.allowedCommands).not.toContain('withdraw');
    expect((await desk.post(named('A100103'), `/v1/tickets/${own}/withdraw`, {})).body.closeReason).toBe('WITHDRAWN');
  });

  test('of the supplier’s accounts only those with the scope dispute.manage take part', async () => {
    const [clerk, rights] = [await subAccount('A200102', []), await subAccount('A200103', ['dispute.manage'])];
    expect((await seen(clerk)).status).toBe(404);
    expect((await give(clerk, 'compensate', { offer: 'x' })).status).toBe(404);
    for (const list of ['/v1/inbox', '/v1/disputes'])
      expect([list, (await desk.get(clerk, list)).body.items]).toEqual([list, []]);
    expect((await seen(rights)).body.dispute.stage).toBe('SELLER_HANDLING');
    expect((await desk.get(rights, '/v1/inbox')).body.items.length).toBeGreaterThan(0);
    await done(rights, 'refuse-claim', { reason: '发货前已检测' });
  });

  test('each finds its disputes in a list, and nobody those of others', async () => {
    await done(supplier, 'compensate', { offer: '补发' });
    const numbersFor = async (who: DemoCredential, query = ''): Promise<string[]> => {
      const { items } = (await desk.get(who, `/v1/disputes${query}`)).body;
      return items.map((one: { ticketNo: string }) => one.ticketNo);
    };
    for (const who of [buyer, supplier, role('supervisor')]) {
      expect(await numbersFor(who, '?stage=BUYER_CONFIRMING&limit=1')).toEqual([ticketNo]);
      expect(await numbersFor(who, '?stage=EVIDENCE')).not.toContain(ticketNo);
    }
    expect(await numbersFor(named('A100201'))).toEqual([]);
    const [theirs] = (await desk.get(supplier, '/v1/disputes')).body.items;
    expect(JSON.stringify(theirs)).not.toMatch(/13912345678|无法开机/);
    const first = (await desk.get(supplier, '/v1/disputes?limit=1')).body;
    const next = (await desk.get(supplier, `/v1/disputes?limit=200&cursor=${first.nextCursor}`)).body;
    const all = await numbersFor(supplier, '?limit=200');
    expect([...first.items, ...next.items].map((one: { ticketNo: string }) => one.ticketNo)).toEqual(all);
    expect((await desk.get(supplier, '/v1/disputes?stage=NOWHERE')).status).toBe(400);
    expect((await desk.get(role('admin'), '/v1/disputes')).status).toBe(403);
  });

  test('the claim stands in the seller’s inbox', async () => {
    const { body } = await desk.get(supplier, '/v1/inbox');
    const claims = body.items.filter((one: { ticketNo: string }) => one.ticketNo === ticketNo);
    expect(claims).toMatchObject([{ template: 'dispute-opened' }]);
    expect(claims[0].text).toContain(CLAIM.claim);
  });
});

describe('one case about an order', () => {
  const again = async (): Promise<Answer> => {
    const { body } = await desk.post(buyer, '/v1/tickets', { ...CASE, orderNo: disputed.orderNo });
    return desk.post(buyer, `/v1/tickets/${body.ticketNo}/open-dispute`, CLAIM);
  };

  test('while it is open there is no second one in another ticket: 409 names it, and the ticket stays as it is', async () => {
    const refused = await again();
    expect(refused.body).toMatchObject({ status: 409, type: '/problems/state-conflict' });
    expect(refused.body.detail).toContain(`${ticketNo}-D1 已就同一订单维权`);
    const no = refused.body.instance?.match(/KF\d+/)?.[0];
    expect((await desk.get(buyer, `/v1/tickets/${no}`)).body).toMatchObject({ version: 1, dispute: null });
  });

  test('of two at the same moment one is opened', async () => {
    await done(buyer, 'withdraw');
    const both = await Promise.all([again(), again()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('withdrawn or agreed, a new one is possible', async () => {
    await done(buyer, 'withdraw');
    expect((await again()).status).toBe(200);
  });

  test('ruled on, there is none any more, also where the buyer takes his appeal back', async () => {
    await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    await done(buyer, 'complete-evidence');
    await done(supplier, 'complete-evidence');
    await disputed.silenceIn('DISPUTE_PREHANDLE');
    await done(role('supervisor'), 'rule', { outcome: 'FOR_SELLER', findings: 'x', ruleCited: 'y' });
    expect((await again()).body.detail).toContain(`${ticketNo}-D1 已就同一订单裁定`);
    await done(buyer, 'appeal', { reason: '不服' });
    const withdrawn = await done(buyer, 'withdraw', { reason: '不再申诉' });
    expect(withdrawn.body).toMatchObject({ closeReason: 'RULED', dispute: { stage: 'RULED', appealUntil: null } });
    for (const who of [buyer, supplier]) {
      const [last] = (await desk.get(who, '/v1/inbox')).body.items.filter((one: { ticketNo: string; text: string }) =>
        one.text.includes('撤回申诉'),
      );
      expect(last).toMatchObject({ ticketNo, text: expect.stringContaining('本裁定为最终裁定') });
      expect((await seen(who)).body.allowedCommands).not.toContain('appeal');
    }
    expect((await again()).status).toBe(409);
  });
});

describe('earlier cases of a ticket stay readable', () => {
  const compensated = async (offer: string): Promise<void> => {
    await done(supplier, 'compensate', { offer });
    await done(buyer, 'accept-settlement');
    await done(buyer, 'reopen', { reason: '未按约定退款' });
  };
  const caseIds = (cases: { caseId: string }[]): string[] => cases.map(({ caseId }) => caseId);

  test('to both parties, each with its own words, when a second one is opened', async () => {
    await compensated('全额退款');
    await done(buyer, 'open-dispute', { ...CLAIM, claim: '约定的退款未到账' });
    for (const who of [buyer, supplier]) {
      const { dispute, earlierDisputes } = (await seen(who)).body;
      expect(dispute).toMatchObject({ caseId: `${ticketNo}-D2`, claim: '约定的退款未到账', offer: null });
      expect(earlierDisputes).toMatchObject([
        { caseId: `${ticketNo}-D1`, stage: 'SETTLED', claim: CLAIM.claim, offer: { offer: '全额退款' } },
      ]);
      const types = (await seen(who, '/events')).body.items.map(({ type }: { type: string }) => type);
      expect(types.filter((type: string) => type === 'dispute-opened')).toHaveLength(2);
    }
  });

  test('to a supplier as they happen, on its case’s stream and on that of all: its disputes alone', async () => {
    const lines = [await listen(supplier, path('/stream')), await listen(supplier, '/v1/stream')];
    await desk.post(buyer, path('/messages'), { text: '只给客服看的话' });
    await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    await done(buyer, 'offer-settlement', { offer: '换货即可' });
    for (const { heard } of lines) await expect.poll(heard).toContain('换货即可');
    await done(supplier, 'accept-settlement');
    await done(buyer, 'reopen', { reason: '换来的仍有问题' });
    await sql`insert into companies (id, name, kind) values ('S2003', '海川五金有限公司', 'supplier') on conflict do nothing`.execute(
      desk.database.db,
    );
    const orderNo = await newOrder(desk, 'S2003');
    const other = await listen(buyer, '/v1/stream');
    await done(buyer, 'open-dispute', { supplierCompanyId: 'S2003', orderNo, claim: '配件缺失', demand: '补发' });
    await expect.poll(other.heard).toContain('配件缺失');
    const next = await Disputed.open(desk, buyer);
    await expect.poll(lines[1]?.heard ?? other.heard).toContain(next.ticketNo);
    for (const { heard, hangUp } of [...lines, other]) {
      hangUp();
      if (heard === other.heard) continue;
      expect(heard()).toContain('settlement-accepted');
      for (const word of ['只给客服看的话', '换来的仍有问题', '配件缺失', 'reopened'])
        expect(heard()).not.toContain(word);
    }
  });

  test('to a supplier also where the second one is against another, of which it reads nothing', async () => {
    await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    await done(supplier, 'submit-evidence', { statement: '发货检测报告' });
    await done(buyer, 'offer-settlement', { offer: '换货即可' });
    await done(supplier, 'accept-settlement');
    await done(buyer, 'reopen', { reason: '换来的仍有问题' });
    await sql`insert into companies (id, name, kind) values ('S2003', '海川五金有限公司', 'supplier') on conflict do nothing`.execute(
      desk.database.db,
    );
    const orderNo = await newOrder(desk, 'S2003');
    await done(buyer, 'open-dispute', { supplierCompanyId: 'S2003', orderNo, claim: '配件缺失', demand: '补发' });
    const { body } = await seen(supplier);
    expect(body).toMatchObject({ dispute: { caseId: `${ticketNo}-D1` }, earlierDisputes: [], allowedCommands: [] });
    expect(JSON.stringify(body)).not.toContain('配件缺失');
    const [events, clocks] = [await seen(supplier, '/events'), await seen(supplier, '/clocks')];
    expect(events.body.items[0].type).toBe('dispute-opened');
    expect(JSON.stringify(events.body)).not.toContain('配件缺失');
    expect(clocks.body.items.filter(({ id }: { id: string }) => id === 'DISPUTE_SELLER')).toHaveLength(1);
    expect((await seen(supplier, '/evidence')).body.items).toMatchObject([{ caseId: `${ticketNo}-D1` }]);
    const numbers = (await desk.get(supplier, '/v1/disputes?limit=200')).body.items.map(
      (one: { ticketNo: string }) => one.ticketNo,
    );
    expect(numbers).toContain(ticketNo);
    const mine = (await seen(buyer)).body;
    expect(caseIds([...mine.earlierDisputes, mine.dispute])).toEqual([`${ticketNo}-D1`, `${ticketNo}-D2`]);
  });

  describe('to a supplier, and nothing of how far the one against another has come', () => {
    beforeEach(async () => {
      await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
      await done(buyer, 'offer-settlement', { offer: '换货即可' });
      await done(supplier, 'accept-settlement');
      await done(buyer, 'reopen', { reason: '换来的仍有问题' });
    });
    const disputedWithAnother = async (): Promise<void> => {
      await sql`insert into companies (id, name, kind) values ('S2003', '海川五金有限公司', 'supplier') on conflict do nothing`.execute(
        desk.database.db,
      );
      const orderNo = await newOrder(desk, 'S2003');
      await done(buyer, 'open-dispute', { supplierCompanyId: 'S2003', orderNo, claim: '配件缺失', demand: '补发' });
      await disputed.silenceIn('DISPUTE_SELLER');
      expect((await seen(buyer)).body.dispute.stage).toBe('EVIDENCE');
    };

    test('its ticket stands as it was before the other claim, whatever becomes of that', async () => {
      const { body } = await seen(supplier);
      await disputedWithAnother();
      expect((await seen(supplier)).body).toEqual(body);
      await done(buyer, 'withdraw');
      expect((await seen(buyer)).body).toMatchObject({ status: 'CLOSED', closeReason: 'WITHDRAWN' });
      expect((await seen(supplier)).body).toEqual(body);
    });

    test('the window for evidence is that of its own case', async () => {
      const { window } = (await seen(supplier, '/evidence')).body;
      expect(window.open).toBe(false);
      await disputedWithAnother();
      expect((await seen(supplier, '/evidence')).body.window).toEqual(window);
      expect((await seen(buyer, '/evidence')).body.window.open).toBe(true);
    });

    test('it is found by the stage of its own case', async () => {
      await disputedWithAnother();
      const isFound = async (who: DemoCredential, stage: string): Promise<boolean> =>
        (await desk.get(who, `/v1/disputes?limit=200&stage=${stage}`)).body.items.some(
          (one: { ticketNo: string }) => one.ticketNo === ticketNo,
        );
      expect([await isFound(supplier, 'EVIDENCE'), await isFound(supplier, 'SETTLED')]).toEqual([false, true]);
      expect([await isFound(buyer, 'EVIDENCE'), await isFound(buyer, 'SETTLED')]).toEqual([true, false]);
    });
  });
});

describe('settling', () => {
  test('is where the seller’s part ends: of the waits between buyer and desk it is told nothing', async () => {
    await done(supplier, 'compensate', { offer: '补发并补偿运费' });
    await done(buyer, 'accept-settlement');
    await disputed.silenceIn('RATING_WINDOW');
    const lapsed = async (who: DemoCredential): Promise<object[]> => {
      const { items } = (await seen(who, '/events')).body;
      return items.filter(({ type }: { type: string }) => type === 'clock-lapsed');
    };
    expect(await lapsed(buyer)).toMatchObject([{ data: { clock: 'RATING_WINDOW' } }]);
    expect(await lapsed(supplier)).toEqual([]);
  });

  test('the seller compensates, the buyer agrees: closed as agreed, without a mark', async () => {
    const offered = await done(supplier, 'compensate', { offer: '全额退款并承担运费' });
    expect(offered.body.dispute).toMatchObject({ stage: 'BUYER_CONFIRMING', waitsOn: 'buyer' });
    const { body: asked } = await seen(buyer);
    expect(asked.dispute.offer).toEqual({ by: 'supplier', offer: '全额退款并承担运费', no: 1 });
    expect(asked.allowedCommands).toEqual(expect.arrayContaining(['accept-settlement', 'reject-settlement']));
    const { body } = await done(buyer, 'accept-settlement');
    expect(body).toMatchObject({ status: 'CLOSED', closeReason: 'AGREED' });
    expect(body.dispute).toMatchObject({ stage: 'SETTLED', tacit: false, penaltyMark: false, waitsOn: null });
    expect((await seen(supplier)).body.dispute.stage).toBe('SETTLED');
  });

  test('the desk does not end the ticket over the parties’ heads', async () => {
    const declined = await give(role('agent'), 'decline', { reason: '不受理' });
    expect(declined.body).toMatchObject({ status: 409, ticketStatus: 'WAITING_PARTIES' });
    expect(declined.body.detail).toContain('维权进行期间');
  });

  test('withdrawn by the buyer: the seller is told, not why', async () => {
    await done(buyer, 'withdraw', { reason: '与仓库沟通后撤回' });
    expect((await seen(supplier)).body.dispute.stage).toBe('WITHDRAWN');
    expect(JSON.stringify((await desk.get(supplier, '/v1/inbox')).body)).not.toContain('与仓库沟通后撤回');
    expect(JSON.stringify((await seen(supplier, '/events')).body)).not.toContain('与仓库沟通后撤回');
  });
});

describe('the archive', () => {
  test('keeps a record with a dispute for three years, any other for two, and says so', async () => {
    await done(supplier, 'compensate', { offer: '全额退款' });
    await done(buyer, 'accept-settlement');
    expect((await seen(buyer)).body.archive).toBeNull();
    await disputed.silenceIn('REOPEN_WINDOW');
    for (const who of [buyer, supplier, role('supervisor')]) {
      const { status, archive } = (await seen(who)).body;
      const { keptUntil } = retentionOf({ archivedAt: archive.at, disputed: true }, STANDARD_TIMETABLE);
      expect([status, archive.hold, archive.keptUntil]).toEqual(['ARCHIVED', 'dispute', isoInstant(keptUntil ?? '')]);
    }
    const { items } = (await seen(buyer, '/events')).body;
    expect(items.at(-1)).toMatchObject({
      type: 'archived',
      data: { hold: 'dispute' },
      words: { zh: expect.stringContaining('保存三年'), en: expect.stringContaining('three years') },
    });
  });
});

describe('the ruling', () => {
  const RULING = { outcome: 'FOR_BUYER', findings: '签收录像与检测报告不符', ruleCited: '《争议处理规则》第 12 条' };

  beforeEach(async () => {
    await done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    await done(buyer, 'complete-evidence');
    await done(supplier, 'complete-evidence');
    await disputed.silenceIn('DISPUTE_PREHANDLE');
  });

  test('closes without anybody’s consent, told to both with its reasons; one appeal, to the manager', async () => {
    expect((await seen(buyer)).body).toMatchObject({ status: 'COORDINATING', dispute: { stage: 'DECIDING' } });
    expect((await give(role('manager'), 'rule', RULING)).status).toBe(409);
    const ruled = await done(role('supervisor'), 'rule', RULING);
    expect(ruled.body).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });
    expect((await give(buyer, 'reopen', { reason: '不服' })).body.detail).toContain('申诉');
    for (const who of [buyer, supplier]) {
      const { dispute, allowedCommands } = (await seen(who)).body;
      expect(dispute).toMatchObject({ stage: 'RULED', penaltyMark: true, ruling: { ...RULING, final: false } });
      expect(allowedCommands).toContain('appeal');
    }
    const appealed = await done(supplier, 'appeal', { reason: '检测报告未被采信' });
    expect(appealed.body).toMatchObject({
      status: 'COORDINATING',
      closedAt: null,
      dispute: { stage: 'APPEAL', waitsOn: 'manager' },
    });
    expect((await give(role('supervisor'), 'decide-appeal', RULING)).status).toBe(403);
    const decided = await done(role('manager'), 'decide-appeal', { ...RULING, outcome: 'SPLIT', findings: '各担一半' });
    expect(decided.body).toMatchObject({
      status: 'CLOSED',
      closeReason: 'RULED',
      dispute: { stage: 'RULED', penaltyMark: false, appealUntil: null, ruling: { outcome: 'SPLIT', final: true } },
    });
    expect((await give(buyer, 'appeal', { reason: '还是不服' })).status).toBe(409);
  });

  test('what it orders becomes tasks, and the ticket closes when they are done', async () => {
    const fin = desk.credential((one) => one.department === 'FIN');
    const soon = nextWorkdayEnd(new Date().toISOString(), 3, CHINA_CALENDAR).slice(0, 10);
    const measure = {
      department: 'FIN',
      responsible: fin.staffNo,
      deliverable: '退款 3000 元',
      milestoneOn: soon,
    };
    const wrong = { ...RULING, measures: [{ ...measure, responsible: '9999' }] };
    expect((await give(role('supervisor'), 'rule', wrong)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/measures/0/responsible' }],
    });
    const { body } = await done(role('supervisor'), 'rule', { ...RULING, measures: [measure] });
    expect(body).toMatchObject({ status: 'COORDINATING', tasks: [{ department: 'FIN', deliverable: '退款 3000 元' }] });
    expect((await seen(supplier)).body.tasks).toEqual([]);
    const task = await desk.post(fin, `/v1/tasks/${ticketNo}-T1/complete`, { result: '已退款' });
    expect(task.body.status).toBe('DONE');
    expect((await seen(buyer)).body).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });
  });

  test('what it orders is a task of its own, also for whoever has one of the plan in hand', async () => {
    const fin = desk.credential((one) => one.department === 'FIN');
    const due = (n: number): string => nextWorkdayEnd(new Date().toISOString(), n, CHINA_CALENDAR).slice(0, 10);
    const task = { department: 'FIN', responsible: fin.staffNo, deliverable: '核对费用', milestoneOn: due(2) };
    const lead = role('supervisor').staffNo;
    const planned = await Disputed.open(desk, buyer, async (no) => {
      const { body } = await desk.post(role('supervisor'), `/v1/tickets/${no}/coordinate`, { lead, tasks: [task] });
      expect(body.tasks).toMatchObject([{ deliverable: '核对费用' }]);
      expect((await desk.post(fin, `/v1/tasks/${no}-T1/take-over`, {})).status).toBe(200);
    });
    await planned.done(supplier, 'refuse-claim', { reason: '发货前已检测' });
    for (const side of [buyer, supplier]) await planned.done(side, 'complete-evidence');
    await planned.silenceIn('DISPUTE_PREHANDLE');
    const measures = [{ ...task, deliverable: '全额退款8000元', milestoneOn: due(5) }];
    const { body } = await planned.done(role('supervisor'), 'rule', { ...RULING, measures });
    expect(body.tasks).toMatchObject([
      { deliverable: '核对费用', status: 'CANCELLED' },
      { deliverable: '全额退款8000元', status: 'OFFERED', responsible: fin.staffNo },
    ]);
    const [T1, T2] = ['T1', 'T2'].map((no) => `/v1/tasks/${planned.ticketNo}-${no}/complete`);
    expect((await desk.post(fin, `${T1}`, { result: '已核对' })).status).toBe(409);
    expect((await planned.seen(buyer)).body.status).toBe('COORDINATING');
    await desk.post(fin, `${T2}`, { result: '已退款 8000 元' });
    expect((await planned.seen(buyer)).body).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });
  });

  test('what it orders is due within twenty workdays, and changed only with a reason that both parties read', async () => {
    const day = (n: number): string => nextWorkdayEnd(new Date().toISOString(), n, CHINA_CALENDAR).slice(0, 10);
    const named = (one: string) => desk.credential(({ department }) => department === one).staffNo;
    const measure = { department: 'FIN', responsible: named('FIN'), deliverable: '退款 3000 元', milestoneOn: day(21) };
    const ruled = await give(role('supervisor'), 'rule', { ...RULING, measures: [measure] });
    expect(ruled.body).toMatchObject({ status: 422, errors: [{ pointer: '/measures/0/milestoneOn' }] });
    await done(role('supervisor'), 'rule', { ...RULING, measures: [{ ...measure, milestoneOn: day(3) }] });
    const plan = {
      lead: role('supervisor').staffNo,
      tasks: [{ department: 'AFTER', responsible: named('AFTER'), deliverable: '跟进退款', milestoneOn: day(5) }],
    };
    const without = await give(role('supervisor'), 'coordinate', plan);
    expect(without.body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
    await done(role('supervisor'), 'coordinate', { ...plan, reason: '财务退回，改由售后跟进' });
    const newest = (await seen(buyer)).body.tasks.at(-1).taskId;
    const cancel = (reason: string) => desk.post(role('supervisor'), `/v1/tasks/${newest}/cancel`, { reason });
    expect((await cancel('请提供您的支付密码')).body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
    const cancelled = await cancel('双方已自行结清');
    expect(cancelled.status).toBe(200);
    for (const who of [buyer, supplier]) {
      const { items } = (await desk.get(who, '/v1/inbox')).body;
      const texts = items
        .filter((one: { ticketNo: string }) => one.ticketNo === ticketNo)
        .map(({ text }: { text: string }) => text)
        .join('\n');
      for (const word of ['财务退回，改由售后跟进', '双方已自行结清']) expect(texts).toContain(word);
      const lines = (await seen(who, '/events')).body.items.filter(
        ({ type }: { type: string }) => type === 'measures-changed',
      );
      expect(lines).toMatchObject([
        { text: { reason: '财务退回，改由售后跟进' } },
        { text: { reason: '双方已自行结清' } },
      ]);
      expect((await seen(who)).body.closeReason).toBe('RULED');
    }
    const ended = (await desk.get(supplier, '/v1/inbox')).body.items.find(
      (one: { ticketNo: string; template: string }) => one.ticketNo === ticketNo && one.template === 'dispute-ended',
    );
    expect(ended.text).toContain('工单结案');
  });

  test('nobody agrees to an offer that took the place of the one he has read', async () => {
    await done(supplier, 'offer-settlement', { offer: '全额退款' });
    expect((await seen(buyer)).body.dispute.offer).toEqual({ by: 'supplier', offer: '全额退款', no: 1 });
    await done(supplier, 'offer-settlement', { offer: '退1元' });
    const refused = await give(buyer, 'accept-settlement');
    expect(refused.body).toMatchObject({ status: 409, errors: [{ pointer: '/offerNo', expected: '2' }] });
    expect((await give(buyer, 'accept-settlement', { offerNo: 1 })).status).toBe(409);
    expect((await seen(buyer)).body).toMatchObject({
      status: 'COORDINATING',
      dispute: { offer: { offer: '退1元', no: 2 } },
    });
    expect((await desk.get(buyer, '/v1/inbox')).text).toContain('这是第 2 个方案');
    expect((await give(buyer, 'accept-settlement', { offerNo: 0 })).status).toBe(400);
    const agreed = await done(buyer, 'accept-settlement', { offerNo: 2 });
    expect(agreed.body).toMatchObject({ closeReason: 'AGREED', dispute: { offer: { offer: '退1元' } } });
  });

  test('an agreement is still possible while the platform decides', async () => {
    await done(buyer, 'offer-settlement', { offer: '换货即可' });
    expect((await give(buyer, 'accept-settlement')).status).toBe(409);
    expect((await done(supplier, 'accept-settlement')).body).toMatchObject({ status: 'CLOSED', closeReason: 'AGREED' });
  });
});
