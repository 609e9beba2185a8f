import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isTicketNo } from '../../../contracts/ids.ts';
import type { Principal } from '../../../contracts/people.ts';
import { findPrincipal } from '../../../db/repositories/people/principals.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { casesOf } from '../../../domain/dispute/cases.ts';
import { mayDispute, mayRead } from '../../../domain/ticket/reading.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
let main: DemoCredential;
let stranger: DemoCredential;
let subs: DemoCredential[];
let agent: DemoCredential;
const staff = (role: string, department?: string): DemoCredential =>
  desk.credential((one) => one.role === role && (department === undefined || one.department === department));

/** The supplier of a dispute reads its side of the ticket, also when the dispute is over: nothing else of it. */
function mayReadAsSupplier(principal: Principal, state: TicketState): boolean {
  if (principal.kind !== 'customer' || !mayDispute(principal) || principal.companyId === state.companyId) return false;
  return casesOf(state).some(({ supplierCompanyId }) => supplierCompanyId === principal.companyId);
}

beforeAll(async () => {
  desk = await openDesk('asPublished');
  main = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  stranger = desk.credential(({ role, companyId }) => role === 'mainAccount' && companyId !== main.companyId);
  const first = desk.credential(({ role, companyId }) => role === 'subAccount' && companyId === main.companyId);
  const second = desk.credential(
    ({ role, companyId, accountId }) =>
      role === 'subAccount' && companyId === main.companyId && accountId !== first.accountId,
  );
  subs = [first, second];
  agent = staff('agent');
});
afterAll(() => desk.close());

/** By Beichen, of its order from Yuanhang. */
const ORDERED = { ...SIMPLE, orderNo: 'DD20251107002' };

const opened = async (who: DemoCredential, body: object = SIMPLE): Promise<string> => {
  const answer = await desk.post(who, '/v1/tickets', body);
  expect(answer.status).toBe(201);
  return answer.body.ticketNo;
};

describe('who sees what', () => {
  test('a foreign ticket and an unknown one are the same answer, byte for byte', async () => {
    const ticketNo = await opened(main);
    const unknown = 'KF20251107987';
    for (const tail of ['', '/events', '/clocks', '/messages', '/stream']) {
      const foreign = await desk.get(stranger, `/v1/tickets/${ticketNo}${tail}`, { 'X-Request-Id': 'same' });
      const missing = await desk.get(stranger, `/v1/tickets/${unknown}${tail}`, { 'X-Request-Id': 'same' });
      expect(foreign.status).toBe(404);
      expect(foreign.text.replaceAll(ticketNo, unknown)).toBe(missing.text);
    }
    const foreign = await desk.post(stranger, `/v1/tickets/${ticketNo}/urge`, {}, { 'X-Request-Id': 'same' });
    const missing = await desk.post(stranger, `/v1/tickets/${unknown}/urge`, {}, { 'X-Request-Id': 'same' });
    expect(foreign.text.replaceAll(ticketNo, unknown)).toBe(missing.text);
  });

  test('what is no number at all is not there either', async () => {
    for (const wrong of ['KF1', 'abc', 'KF20251107001%00', "KF20251107001'--"]) {
      expect((await desk.get(agent, `/v1/tickets/${wrong}`)).status).toBe(404);
    }
  });

  test('sub-accounts see their own, with ticket.company the company’s; the main account all', async () => {
    for (const sub of subs) {
      const own = await opened(sub);
      const mains = await opened(main);
      const whole = sub.scopes?.includes('ticket.company') === true;
      expect((await desk.get(sub, `/v1/tickets/${own}`)).status).toBe(200);
      expect((await desk.get(main, `/v1/tickets/${own}`)).status).toBe(200);
      expect((await desk.get(sub, `/v1/tickets/${mains}`)).status).toBe(whole ? 200 : 404);
      const listed = await desk.get(sub, '/v1/tickets?limit=200');
      const accounts = new Set(listed.body.items.map((t: { customer: { account: string } }) => t.customer.account));
      expect(accounts.has(main.accountId)).toBe(whole);
    }
    const foreign = await desk.get(stranger, '/v1/tickets');
    expect(
      foreign.body.items.every((t: { customer: { companyId: string } }) => t.customer.companyId === stranger.companyId),
    ).toBe(true);
  });

  test.each([
    ['agent', undefined, 200],
    ['seniorAgent', undefined, 200],
    ['dutyAgent', undefined, 200],
    ['supervisor', undefined, 200],
    ['manager', undefined, 200],
    ['inspector', undefined, 200],
    ['specialist', 'PAY', 200],
    ['specialist', 'TECH', 404],
    ['integration', undefined, 200],
    ['admin', undefined, 404],
    ['ops', undefined, 404],
  ])('%s %s reads a ticket of the payments department: %i', async (role, department, status) => {
    const ticketNo = await opened(main, SPECIALISED);
    expect((await desk.get(staff(role, department), `/v1/tickets/${ticketNo}`)).status).toBe(status);
  });

  test('the queries and the rule of who may read agree for everybody', async () => {
    const { db } = desk.database;
    const numbers = [await opened(subs[0] ?? main), await opened(main, SPECIALISED), await opened(stranger, ORDERED)];
    const claim = { supplierCompanyId: 'S2001', claim: '少货', demand: '补发' };
    expect((await desk.post(stranger, `/v1/tickets/${numbers[2]}/open-dispute`, claim)).status).toBe(200);
    for (const who of desk.credentials) {
      const principal = await findPrincipal(db, createHash('sha256').update(who.apiKey).digest());
      for (const ticketNo of numbers) {
        const state = isTicketNo(ticketNo) ? await readTicketState(db, ticketNo) : null;
        if (principal === null || state === null) throw new Error('demo people and their tickets are there');
        const { status } = await desk.get(who, `/v1/tickets/${ticketNo}`);
        const may = mayRead(principal, state) || mayReadAsSupplier(principal, state);
        expect([who.role, who.name, status]).toEqual([who.role, who.name, may ? 200 : 404]);
      }
    }
  });

  test('admin lists no tickets, and a specialist opens none', async () => {
    expect((await desk.get(staff('admin'), '/v1/tickets')).body).toMatchObject({ type: '/problems/forbidden' });
    const body = { ...SIMPLE, companyId: main.companyId };
    expect((await desk.post(staff('specialist', 'PAY'), '/v1/tickets', body)).status).toBe(403);
    expect((await desk.post(staff('integration'), '/v1/tickets', body)).status).toBe(201);
  });

  test('internal messages and the house’s own events are for staff', async () => {
    const ticketNo = await opened(main);
    const path = `/v1/tickets/${ticketNo}`;
    await desk.post(agent, `${path}/take-over`, {});
    await desk.post(agent, `${path}/messages`, { text: '客户语气急', internal: true });
    await desk.post(agent, `${path}/messages`, { text: '您好' });
    expect((await desk.get(main, `${path}/messages`)).body.items.map((m: { text: string }) => m.text)).toEqual([
      '您好',
    ]);
    expect((await desk.get(agent, `${path}/messages`)).body.items).toHaveLength(2);
    const all = await desk.get(agent, `${path}/events`);
    expect(all.body.items.map((e: { seq: number }) => e.seq)).toEqual(
      all.body.items.map((_: unknown, i: number) => i + 1),
    );
    const told = await desk.get(main, `${path}/events`);
    expect(told.body.items.map((e: { type: string }) => e.type)).toEqual(['opened', 'taken-over', 'message']);
    expect(told.text).not.toContain('客户语气急');
    expect((await desk.post(main, `${path}/messages`, { text: '?', internal: true })).status).toBe(400);
  });
});

describe('lists', () => {
  test.each(['-createdAt', 'nextDue'])('pages by %s hold every ticket once, without gaps', async (sort) => {
    for (let i = 0; i < 5; i += 1) await opened(main, { ...SIMPLE, subject: `第${i}个` });
    const whole = await desk.get(agent, `/v1/tickets?sort=${sort}&limit=200`);
    const numbers: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await desk.get(agent, `/v1/tickets?sort=${sort}&limit=3${next}`);
      numbers.push(...body.items.map((t: { ticketNo: string }) => t.ticketNo));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(numbers).toEqual(whole.body.items.map((t: { ticketNo: string }) => t.ticketNo));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test.each([
    ['-createdAt', 1],
    ['nextDue', 2],
  ])('by %s a ticket whose limit moves on while the pages are read comes %i times', async (sort, times) => {
    const ticketNo = await opened(main);
    const moveTo = (at: string) =>
      sql`update tickets set next_due_at = ${at} where ticket_no = ${ticketNo}`.execute(desk.database.db);
    await moveTo('2020-01-01T00:00:00Z');
    const { body: first } = await desk.get(agent, `/v1/tickets?sort=${sort}&limit=1`);
    await moveTo('2999-01-01T00:00:00Z');
    const { body: others } = await desk.get(agent, `/v1/tickets?sort=${sort}&limit=200&cursor=${first.nextCursor}`);
    const numbers = [...first.items, ...others.items].map((each: { ticketNo: string }) => each.ticketNo);
    expect([numbers[0], numbers.filter((each) => each === ticketNo).length]).toEqual([ticketNo, times]);
    const { paths } = (await desk.get(null, '/openapi.json')).body;
    const described = paths['/v1/tickets'].get.parameters.find(({ name }: { name: string }) => name === 'sort');
    expect(described.description).toMatch(/By `-createdAt` each ticket comes once.*By `nextDue`.*comes again/);
  });

  test('filters narrow, and the wildcards of LIKE are ordinary letters', async () => {
    const ticketNo = await opened(main, { ...SPECIALISED, subject: '折扣 100%_正确' });
    const found = async (query: string): Promise<string[]> =>
      (await desk.get(agent, `/v1/tickets?limit=200&${query}`)).body.items.map((t: { ticketNo: string }) => t.ticketNo);
    expect(await found(`q=${encodeURIComponent('100%_')}`)).toEqual([ticketNo]);
    expect(await found('q=100__')).toEqual([]);
    expect(await found('department=PAY&status=ASSIGNED')).toContain(ticketNo);
    expect(await found('department=PAY&status=CLOSED')).toEqual([]);
    expect(await found('breached=true')).toEqual([]);
    expect(await found(`q=${ticketNo.toLowerCase()}`)).toEqual([ticketNo]);
  });

  test('the inbox tells in words what happened', async () => {
    await opened(main);
    const zh = await desk.get(main, '/v1/inbox');
    expect(zh.body.items[0].subject).toMatch(/^工单 KF\d+ 已接收$/);
    const en = await desk.get(main, '/v1/inbox', { 'Accept-Language': 'en-GB' });
    expect(en.body.items[0].subject).toMatch(/^Ticket KF\d+ received$/);
  });
});

test('whoever reads his company’s tickets is told what all its accounts are, another sub-account what it asked itself, a stranger nothing', async () => {
  const numbers = await Promise.all([main, ...subs].map((who) => opened(who)));
  const told = async (who: DemoCredential): Promise<string[]> => {
    const { items } = (await desk.get(who, '/v1/inbox?limit=100')).body;
    return numbers.filter((ticketNo) => items.some((item: { ticketNo: string }) => item.ticketNo === ticketNo));
  };
  expect(await told(main)).toEqual(numbers);
  const [own, ofCompany] = subs;
  expect(own !== undefined && (await told(own))).toEqual([numbers[1]]);
  expect(ofCompany !== undefined && (await told(ofCompany))).toEqual(numbers);
  expect(await told(stranger)).toEqual([]);
});

describe('the inbox of staff', () => {
  const told = async (who: DemoCredential, ticketNo: string): Promise<string[]> => {
    const { items } = (await desk.get(who, '/v1/inbox?limit=100')).body;
    return items
      .filter((item: { ticketNo: string }) => item.ticketNo === ticketNo)
      .map(({ template }: { template: string }) => template);
  };
  let ticketNo: string;
  beforeAll(async () => {
    ticketNo = await opened(main);
    await desk.post(agent, `/v1/tickets/${ticketNo}/take-over`, {});
    await desk.post(agent, `/v1/tickets/${ticketNo}/answer`, { solution: '请重新登录' });
    await desk.post(main, `/v1/tickets/${ticketNo}/reject`, { reason: '合同金额有误' });
  });

  test('holds nothing of a ticket for whoever does not see tickets, whatever department he is of', async () => {
    for (const role of ['admin', 'ops', 'kbEditor', 'teamLeader']) {
      expect([role, await told(staff(role), ticketNo)]).toEqual([role, []]);
    }
  });

  test('tells each person the same thing once, whether as himself, for his role or for his department', async () => {
    for (const role of ['supervisor', 'agent', 'seniorAgent']) {
      const rejections = (await told(staff(role), ticketNo)).filter((template) => template === 'answer-rejected');
      expect([role, rejections]).toEqual([role, ['answer-rejected']]);
    }
  });

  test('tells of a new round whoever may take it up, and of a department nobody whose proposal was refused', async () => {
    const colleague = desk.credentials.find((one) => one.role === 'agent' && one.staffNo !== agent.staffNo);
    if (colleague === undefined) throw new Error('there is a second agent');
    expect(await told(colleague, ticketNo)).not.toContain('answer-rejected');
    const ofPay = await opened(main, SPECIALISED);
    const pay = staff('specialist', 'PAY');
    await desk.post(pay, `/v1/tickets/${ofPay}/take-over`, {});
    await desk.post(pay, `/v1/tickets/${ofPay}/answer`, { solution: '已退款' });
    await desk.post(main, `/v1/tickets/${ofPay}/reject`, { reason: '没有到账' });
    await desk.post(main, `/v1/tickets/${ofPay}/urge`, {});
    expect(await told(staff('seniorAgent'), ofPay)).toContain('urged');
    expect(await told(pay, ofPay)).not.toContain('urged');
    expect((await told(pay, ofPay)).filter((template) => template === 'answer-rejected')).toHaveLength(1);
  });
});

describe('what anybody may ask', () => {
  test('the catalogue, a preview, health, figures, documentation and pages', async () => {
    expect((await desk.get(main, '/v1/catalog')).body.categories.length).toBeGreaterThan(70);
    const preview = await desk.post(main, '/v1/clocks/preview', {
      clock: 'RESOLVE_COMPLEX',
      at: '2025-09-26T10:00:00+08:00',
    });
    expect(preview.body).toMatchObject({
      clock: 'RESOLVE_COMPLEX',
      startedAt: '2025-09-26T10:00:00+08:00',
      dueAt: '2025-10-10T18:00:00+08:00',
    });
    expect(
      (await desk.post(main, '/v1/clocks/preview', { clock: 'NOON', at: '2025-09-26T10:00:00+08:00' })).status,
    ).toBe(400);
    expect((await desk.get(null, '/health/live')).status).toBe(200);
    expect((await desk.get(null, '/health/ready')).body).toMatchObject({
      status: 'ok',
      checks: { postgres: 'ok', temporal: 'ok', worker: 'ok' },
    });
    expect((await desk.get(null, '/health/ready?for=intake')).status).toBe(200);
    const { text: metrics } = await desk.get(null, '/metrics');
    expect(metrics).toContain('kefu_tickets_open{status="RECEIVED"}');
    expect(metrics).toContain('# TYPE kefu_clock_lateness_seconds gauge');
    const { openapi, components } = (await desk.get(null, '/openapi.json')).body;
    expect(openapi).toBe('3.1.0');
    const { Calendar, ClockSetting } = components.schemas;
    expect(Calendar.properties.overrides.items.required).toEqual(['zh', 'en', 'from', 'to', 'kind']);
    expect([Calendar.required, ClockSetting.required].flat()).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:phoneHours|shifts|target)$/)]),
    );
    for (const path of [
      '/',
      '/?lang=en',
      '/docs',
      '/docs/swagger-ui.css',
      '/docs/start.js',
      '/dev/mailbox',
      '/problems/not-found',
    ]) {
      expect([path, (await desk.get(null, path)).status]).toEqual([path, 200]);
    }
    expect((await desk.get(null, '/dev/mailbox.json')).body).toEqual([]);
    expect((await desk.get(null, '/nowhere')).body).toMatchObject({ type: '/problems/not-found' });
  });

  test('a stream tells what happens and goes on where it was left', async () => {
    const ticketNo = await opened(main);
    const read = async (path: string, headers: Record<string, string>): Promise<string> => {
      const stop = AbortSignal.timeout(8_000);
      const response = await fetch(desk.url + path, {
        headers: { Authorization: `Bearer ${main.apiKey}`, ...headers },
        signal: stop,
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (!/event:taken-over[^]*\n\n/.test(text)) {
        const part = await reader?.read();
        if (part === undefined || part.done) break;
        text += part.value;
      }
      await reader?.cancel();
      return text;
    };
    const streams = [read(`/v1/tickets/${ticketNo}/stream`, { 'Last-Event-ID': '0' }), read('/v1/stream', {})];
    await new Promise((resolve) => setTimeout(resolve, 300));
    await desk.post(agent, `/v1/tickets/${ticketNo}/take-over`, {});
    const [one, all] = await Promise.all(streams);
    expect(one).toContain('event:opened');
    expect(one).toContain('event:taken-over');
    expect(all).not.toContain('event:opened');
    expect(all).toContain(`"ticketNo":"${ticketNo}"`);
  });
});
