import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, Office, type Ticket } from './office.ts';

let office: Office;
let people: Office['people'];
beforeAll(async () => {
  office = await Office.open();
  people = office.people;
}, 120_000);
afterAll(async () => {
  await office.service.stop();
});

const SIMPLE = {
  channel: 'online',
  category: 'ACC.LOGIN.NO_CODE',
  subject: '收不到验证码',
  description: '登录时一直收不到短信',
};

/** `400 validation /subject /channel`. */
function verdict({ status, body }: Answer): string {
  const pointers = (body?.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
  return [status, String(body?.type).replace('/problems/', ''), ...pointers.toSorted()].join(' ');
}

async function countTickets(): Promise<number> {
  const { body } = await people.agent.get('/v1/tickets?limit=200');
  return body.items.length;
}

/** Whatever is refused leaves nothing behind: no ticket, and the next number follows the last. */
async function expectNothingWritten(attempt: () => Promise<void>): Promise<void> {
  const first = await office.ticket(people.buyer, SIMPLE);
  const before = await countTickets();
  await attempt();
  expect(await countTickets()).toBe(before);
  const next = await office.ticket(people.buyer, SIMPLE);
  const [from, to] = [first.no, next.no].map((no) => [no.slice(2, 10), Number(no.slice(10))]);
  if (from?.[0] === to?.[0]) expect(Number(to?.[1])).toBe(Number(from?.[1]) + 1);
}

describe('opening a ticket with what is no ticket', () => {
  const CASES: [what: string, body: unknown, verdict: string][] = [
    ['an unknown field', { ...SIMPLE, colour: 'red' }, '400 validation /colour'],
    [
      'fields that only we give',
      { ...SIMPLE, ticketNo: 'KF20251107001', status: 'CLOSED', priority: 1 },
      '400 validation /priority /status /ticketNo',
    ],
    [
      'wrong types',
      { ...SIMPLE, subject: 7, contact: 'Wang', urgent: true },
      '400 validation /contact /subject /urgent',
    ],
    ['an array for a string', { ...SIMPLE, subject: ['a'] }, '400 validation /subject'],
    ['null for what is needed', { ...SIMPLE, subject: null }, '400 validation /subject'],
    ['a channel that is none', { ...SIMPLE, channel: 'fax' }, '400 validation /channel'],
    ['nothing', {}, '400 validation /channel /description /subject'],
    ['an array', [], '400 validation '],
    ['a string', '"hello"', '400 validation '],
    ['broken JSON', '{"channel":', '400 validation '],
    ['a category that is none', { ...SIMPLE, category: 'NO.SUCH' }, '400 validation /category'],
    ['a nested unknown field', { ...SIMPLE, contact: { name: '王', role: 'admin' } }, '400 validation /contact/role'],
    [
      'a mail address that is none',
      { ...SIMPLE, contact: { name: '王', email: 'a@b\r\nBcc: c@d' } },
      '400 validation /contact/email',
    ],
    ['a bell', { ...SIMPLE, subject: 'a\u0007b' }, '400 validation /subject'],
    ['U+0000', { ...SIMPLE, description: 'a\u0000b' }, '400 validation /description'],
    ['a subject on two lines', { ...SIMPLE, subject: 'a\r\nBcc: x@y.example' }, '400 validation /subject'],
    ['blanks', { ...SIMPLE, subject: ' \t ' }, '400 validation /subject'],
    ['201 characters', { ...SIMPLE, subject: '长'.repeat(201) }, '400 validation /subject'],
    [
      'prototype pollution',
      `{"__proto__":{"role":"admin"},${JSON.stringify(SIMPLE).slice(1)}`,
      '400 validation /__proto__',
    ],
    [
      'a constructor',
      `{"constructor":{"prototype":{"a":1}},${JSON.stringify(SIMPLE).slice(1)}`,
      '400 validation /constructor',
    ],
    ['a file nobody uploaded', { ...SIMPLE, attachments: ['f-1'] }, '422 unknown-reference /attachments/0'],
    ['somebody else’s company', { ...SIMPLE, companyId: 'C1002' }, '400 validation /companyId'],
    ['an account of choice', { ...SIMPLE, account: 'A100102' }, '400 validation /account'],
    [
      'a time of receipt from a customer',
      { ...SIMPLE, receivedAt: '2025-11-07T10:00:00+08:00' },
      '400 validation /receivedAt',
    ],
    ['more than 64 KB', { ...SIMPLE, description: 'x'.repeat(70_000) }, '413 payload-too-large'],
  ];

  test.each(CASES)('%s', async (_what, body, expected) => {
    const answer = await people.buyer.post('/v1/tickets', body);
    expect(verdict(answer).trim()).toBe(expected.trim());
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: answer.status, requestId: expect.any(String) });
    for (const fault of answer.body.errors ?? []) expect(fault.expected).toMatch(/\S/);
  });

  test('none of them leaves anything behind', async () => {
    await expectNothingWritten(async () => {
      for (const [, body] of CASES) await people.buyer.post('/v1/tickets', body);
    });
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
  });

  test('a field that stands twice is refused: readers would differ in which of the two counts', async () => {
    const twice = await people.buyer.post('/v1/tickets', `{"subject":"first",${JSON.stringify(SIMPLE).slice(1)}`);
    expect(verdict(twice)).toBe('400 validation /subject');
  });

  test('64 KB without a length, in chunks, are refused as well', async () => {
    const chunks = Array.from({ length: 8 }, () => new TextEncoder().encode('x'.repeat(16 * 1024)));
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const outcome = await fetch(`${office.service.httpUrl}/v1/tickets`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k',
        Authorization: `Bearer ${people.buyer.who.apiKey}`,
      },
      body,
      duplex: 'half',
      signal: AbortSignal.timeout(10_000),
      // Answered with 413, or cut off while the caller still writes.
    }).then(
      ({ status }) => status,
      () => 413,
    );
    expect(outcome).toBe(413);
    expect((await people.buyer.get('/v1/tickets?limit=1')).status).toBe(200);
  });
});

describe('for whom it opens', () => {
  test('staff name a registered company; others are told how to register', async () => {
    expect(verdict(await people.agent.post('/v1/tickets', SIMPLE))).toBe('400 validation /companyId');
    for (const companyId of ['C404', 'private-person']) {
      const declined = await people.agent.post('/v1/tickets', { ...SIMPLE, companyId }, { 'Accept-Language': 'en' });
      expect(verdict(declined)).toBe('422 company-not-registered');
      expect(declined.body.detail).toMatch(/register/i);
    }
    const foreignAccount = await people.agent.post('/v1/tickets', {
      ...SIMPLE,
      companyId: 'C1001',
      account: 'A100201',
    });
    expect(verdict(foreignAccount)).toBe('422 unknown-reference /account');
  });

  test('only an integration says when it was received, and never in the future', async () => {
    const companyId = people.buyer.who.companyId;
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const receivedAt = new Date(Date.now() + 60_000).toISOString();
    expect(verdict(await people.agent.post('/v1/tickets', { ...SIMPLE, companyId, receivedAt: hourAgo }))).toBe(
      '400 validation /receivedAt',
    );
    expect(verdict(await people.integration.post('/v1/tickets', { ...SIMPLE, companyId, receivedAt }))).toBe(
      '400 validation /receivedAt',
    );
    expect(
      verdict(
        await people.integration.post('/v1/tickets', { ...SIMPLE, companyId, receivedAt: '2026-02-30T10:00:00Z' }),
      ),
    ).toBe('400 validation /receivedAt');
    const opened = await people.integration.post('/v1/tickets', { ...SIMPLE, companyId, receivedAt: hourAgo });
    expect([opened.status, Date.parse(opened.body.receivedAt)]).toEqual([201, Math.floor(Date.parse(hourAgo))]);
  });

  test('who does not open tickets is told so', async () => {
    expect(verdict(await people.admin.post('/v1/tickets', SIMPLE))).toBe('403 forbidden');
    expect(verdict(await office.specialist('PAY').post('/v1/tickets', SIMPLE))).toBe('403 forbidden');
  });
});

describe('how a call is made', () => {
  test('the wrong method is 405 and says what is allowed', async () => {
    for (const [path, allow] of [
      ['/v1/tickets', 'POST, GET, HEAD, OPTIONS'],
      ['/v1/tickets/KF20251107001', 'GET, HEAD, OPTIONS'],
      ['/v1/tickets/KF20251107001/accept', 'POST, OPTIONS'],
      ['/health/live', 'GET, HEAD, OPTIONS'],
    ]) {
      const response = await fetch(office.service.httpUrl + path, { method: 'DELETE' });
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, allow]);
    }
  });

  test('no key, a wrong key, another scheme: 401', async () => {
    const call = (headers: Record<string, string>) => fetch(`${office.service.httpUrl}/v1/tickets`, { headers });
    for (const headers of [
      {},
      { Authorization: 'Bearer kf_nobody' },
      { Authorization: `Basic ${people.buyer.who.apiKey}` },
      { Authorization: 'Bearer' },
    ]) {
      const response = await call(headers as Record<string, string>);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await response.json()).toMatchObject({ type: '/problems/unauthenticated' });
    }
  });

  test('what is no JSON is 415; an unknown path, even a tempting one, is 404', async () => {
    const form = await people.buyer.post('/v1/tickets', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(verdict(form)).toBe('415 unsupported-media-type');
    for (const path of [
      '/v1/nothing',
      '/v1/tickets/KF20251107001/constructor',
      '/v1/tickets/__proto__',
      '/v1/tickets/%00',
      '/v1/tickets/KF1',
      '/v1/tickets/..%2f..%2fetc',
      '/v1/tickets/%E0%A4%A',
    ]) {
      const answer = await people.agent.get(path);
      expect([400, 404], path).toContain(answer.status);
      expect(answer.body.type, path).toMatch(/^\/problems\/(not-found|validation)$/);
    }
  });

  test('queries: each wrong parameter is named, and nothing in it is ever run', async () => {
    expect(verdict(await people.agent.get('/v1/tickets?limit=0'))).toBe('400 validation /limit');
    expect(verdict(await people.agent.get('/v1/tickets?sort=1;select%20pg_sleep(500)'))).toBe('400 validation /sort');
    expect(verdict(await people.agent.get(`/v1/tickets?${encodeURIComponent("a') or 1=1")}=1`))).toMatch(
      /^400 validation/,
    );
    expect(verdict(await people.agent.get(`/v1/tickets?q=${'x'.repeat(10_000)}`))).toBe('400 validation /q');
    expect(verdict(await people.agent.get('/v1/tickets?status=OPEN&cursor=bm9uc2Vuc2U'))).toMatch(
      /^400 validation .*\/status/,
    );
    expect(verdict(await people.agent.get('/v1/tickets?cursor=bm9uc2Vuc2U'))).toBe('400 validation /cursor');
    expect(verdict(await people.agent.get('/v1/tickets?urgent=maybe&urgent=true'))).toBe('400 validation /urgent');
    expect((await people.agent.get(`/v1/tickets?q=${encodeURIComponent("%_\\' or 1=1 --")}`)).body.items).toEqual([]);
  });

  test('streams: an unknown or foreign ticket is the same 404 and no event ever', async () => {
    const foreign = await office.ticket(people.buyer, SIMPLE);
    for (const no of [foreign.no, 'KF20000101001', 'constructor']) {
      const answer = await people.stranger.get(`/v1/tickets/${no}/stream`);
      expect([answer.status, answer.body.type]).toEqual([404, '/problems/not-found']);
    }
  });
});

describe('a request is carried out once', () => {
  test('the key is missing, or is none', async () => {
    for (const key of ['', 'x'.repeat(256), 'a b']) {
      const answer = await people.buyer.post('/v1/tickets', SIMPLE, { 'Idempotency-Key': key });
      expect(verdict(answer)).toBe('400 idempotency-key-required');
    }
  });

  test('repeated: the first answer; with another body 422; another account’s or route’s same key is another request', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await people.buyer.post('/v1/tickets', SIMPLE, key);
    const again = await people.buyer.post('/v1/tickets', SIMPLE, key);
    expect([again.status, again.text, again.headers.get('location')]).toEqual([
      201,
      first.text,
      first.headers.get('location'),
    ]);
    expect(verdict(await people.buyer.post('/v1/tickets', { ...SIMPLE, subject: '别的' }, key))).toBe(
      '422 idempotency-key-reused',
    );
    const others = await people.colleague.post('/v1/tickets', SIMPLE, key);
    expect(others.status).toBe(201);
    expect(others.body.ticketNo).not.toBe(first.body.ticketNo);
    expect((await people.buyer.post(`/v1/tickets/${first.body.ticketNo}/urge`, {}, key)).status).toBe(200);
  });

  test('fifty at once with one key: one ticket, one number', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const before = await countTickets();
    const answers = await Promise.all(Array.from({ length: 50 }, () => people.buyer.post('/v1/tickets', SIMPLE, key)));
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(verdict(answer)).toBe('409 in-progress');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const numbers = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.ticketNo));
    expect(numbers.size).toBe(1);
    expect(await countTickets()).toBe(before + 1);
  });

  test('one command ten times at once with one key happens once', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => people.agent.post(`${ticket.path}/take-over`, {}, key)),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const answer of answers) expect(['200 undefined', '409 in-progress']).toContain(verdict(answer));
    expect(await ticket.timeline(people.agent)).toEqual(['opened', 'taken-over']);
  });

  test('a refusal is not kept: the same key may succeed later', async () => {
    const ticket = await office.ticket(people.buyer, SIMPLE);
    const key = { 'Idempotency-Key': randomUUID() };
    const answer = () => people.agent.post(`${ticket.path}/answer`, { solution: '请重试' }, key);
    expect(verdict(await answer())).toBe('403 forbidden');
    await ticket.do(people.agent, 'take-over');
    expect((await answer()).status).toBe(200);
  });
});

describe('a command that must not be done', () => {
  let ticket: Ticket;
  beforeAll(async () => {
    ticket = await office.ticket(people.buyer, SIMPLE);
  });

  test('bodies of commands are checked like any other', async () => {
    const bad = async (who: typeof people.agent, command: string, body: unknown) =>
      verdict(await who.post(`${ticket.path}/${command}`, body));
    expect(await bad(people.agent, 'take-over', { force: true })).toBe('400 validation /force');
    expect(await bad(people.agent, 'answer', {})).toBe('400 validation /solution');
    expect(await bad(people.buyer, 'rate', { rating: 'GREAT' })).toBe('400 validation /rating');
    expect(await bad(people.agent, 'hand-on', { to: 'Zhou', reason: '休假' })).toBe('400 validation /to');
    expect(await bad(people.supervisor, 'extend', { until: '2026-02-30', reason: 'x' })).toBe('400 validation /until');
    const items = Array.from({ length: 21 }, () => ({ name: 'a', why: 'b' }));
    expect(await bad(people.agent, 'request-material', { items })).toBe('400 validation /items');
    expect(await bad(people.buyer, 'accept', '{"onBehalf":')).toMatch(/^400 validation/);
    const task = { department: 'NOWHERE', responsible: '1', deliverable: '', milestoneOn: 'soon' };
    expect(await bad(people.supervisor, 'coordinate', { lead: '2003', tasks: [task] })).toBe(
      '400 validation /tasks/0/deliverable /tasks/0/department /tasks/0/milestoneOn /tasks/0/responsible',
    );
    expect(await ticket.timeline(people.agent)).toEqual(['opened']);
  });

  test('who comes before when: 403 though the state would not allow it either', async () => {
    expect(await ticket.refused(people.otherAgent, 'answer', { solution: '不是我的' })).toBe('403 forbidden');
    expect(await ticket.refused(people.buyer, 'close-unresolved', { finalAnswer: '完' })).toBe('403 forbidden');
    expect(await ticket.refused(people.agent, 'accept')).toBe('403 forbidden');
  });

  test('a conflict says the state, the version and what is allowed now', async () => {
    const answer = await people.buyer.post(`${ticket.path}/accept`);
    expect(verdict(answer)).toBe('409 state-conflict');
    expect(answer.body).toMatchObject({ ticketStatus: 'RECEIVED', version: 1 });
    expect(answer.body.allowedCommands.toSorted()).toEqual([
      'complain',
      'escalate',
      'open-dispute',
      'urge',
      'withdraw',
    ]);
    expect((await ticket.read(people.buyer)).allowedCommands.toSorted()).toEqual(
      answer.body.allowedCommands.toSorted(),
    );
  });

  test('names that do not exist: 422 with the place, but who and when come first', async () => {
    expect(await ticket.refused(people.agent, 'hand-on', { to: '7777', reason: '休假' })).toBe('403 forbidden');
    const linked = await people.agent.post(`${ticket.path}/link`, { to: 'KF20000101001', kind: 'related' });
    expect(verdict(linked)).toBe('422 unknown-reference /to');
    const classified = await people.agent.post(`${ticket.path}/classify`, { category: 'NO.SUCH' });
    expect(verdict(classified)).toBe('400 validation /category');
    expect(await ticket.timeline(people.agent)).toEqual(['opened']);
  });

  test('If-Match: the version seen, or 412 and nothing done', async () => {
    const { headers } = await people.agent.get(ticket.path);
    const stale = { 'If-Match': '"7"' };
    const refused = await people.agent.post(`${ticket.path}/take-over`, {}, stale);
    expect([verdict(refused), refused.body.version]).toEqual(['412 version-mismatch', 1]);
    const taken = await people.agent.post(`${ticket.path}/take-over`, {}, { 'If-Match': headers.get('etag') ?? '' });
    expect([taken.status, taken.headers.get('etag')]).toEqual([200, '"2"']);
  });

  test('two agents, one ticket, the same moment: one has it, the other learns who', async () => {
    const wanted = await office.ticket(people.buyer, SIMPLE);
    const answers = await Promise.all(
      [people.agent, people.otherAgent].map((who) => who.post(`${wanted.path}/take-over`)),
    );
    expect(answers.map(verdict).toSorted()).toEqual(['200 undefined', '409 state-conflict']);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body).toMatchObject({ ticketStatus: 'IN_PROGRESS', version: 2 });
  });

  test('accept and reject in the same moment: one of them', async () => {
    const wanted = await office.ticket(people.buyer, SIMPLE);
    await wanted.do(people.agent, 'take-over');
    await wanted.do(people.agent, 'answer', { solution: '请重试' });
    const answers = await Promise.all(
      ['accept', 'reject'].map((command) => people.buyer.post(`${wanted.path}/${command}`)),
    );
    expect(answers.map(verdict).toSorted()).toEqual(['200 undefined', '409 state-conflict']);
  });

  test('messages: empty, too long, internal from a customer', async () => {
    const bad = async (body: unknown) => verdict(await people.buyer.post(`${ticket.path}/messages`, body));
    expect(await bad({ text: '' })).toBe('400 validation /text');
    expect(await bad({ text: '长'.repeat(10_001) })).toBe('400 validation /text');
    expect(await bad({ text: '你好', internal: true })).toMatch(/^(400 validation \/internal|403 forbidden)/);
    expect((await people.buyer.get(`${ticket.path}/messages`)).body.items).toEqual([]);
  });
});
