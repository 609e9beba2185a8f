import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let customer: DemoCredential;
let agent: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  agent = desk.credential(({ role }) => role === 'agent');
});
afterAll(() => desk.close());

describe('what is no request is told which part is wrong', () => {
  test('each wrong field is named with what was expected', async () => {
    const answer = await desk.post(customer, '/v1/tickets', { ...SIMPLE, channel: 'fax', subject: 7, colour: 'red' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: '/problems/validation', status: 400, title: '请求内容有误' });
    const pointers = answer.body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect(pointers.toSorted()).toEqual(['/channel', '/colour', '/subject']);
  });

  test.each([
    ['broken JSON', '{"channel":'],
    ['JSON that is no object', '"hello"'],
    ['a control character', JSON.stringify({ ...SIMPLE, subject: 'a\u0007b' })],
    ['U+0000', JSON.stringify({ ...SIMPLE, description: 'a\u0000b' })],
    ['half a surrogate pair', JSON.stringify({ ...SIMPLE, description: 'a' }).replace('"a"', '"\\ud800"')],
    ['a subject over two lines', JSON.stringify({ ...SIMPLE, subject: 'a\nb' })],
    ['a separator of lines in a subject', JSON.stringify({ ...SIMPLE, subject: 'a\u2028b' })],
    ['a turn of direction in a subject', JSON.stringify({ ...SIMPLE, subject: 'a\u202eb' })],
    ['a subject of blanks', JSON.stringify({ ...SIMPLE, subject: '   ' })],
    ['__proto__ as a field', '{"__proto__": {"a": 1}, "channel": "online", "subject": "a", "description": "b"}'],
  ])('%s is 400 validation', async (_what, body) => {
    const answer = await desk.post(customer, '/v1/tickets', body);
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/validation']);
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  test('null is as good as nothing, also in what stands within; a field that is needed is missing all the same', async () => {
    const contact = { name: '王敏', phone: null, email: null };
    const nulls = { category: null, orderNo: null, demand: null, urgent: null, attachments: null, contact };
    const key = { 'Idempotency-Key': randomUUID() };
    const { category: _, ...bare } = SIMPLE;
    const opened = await desk.post(customer, '/v1/tickets', { ...bare, ...nulls }, key);
    expect(opened.body).toMatchObject({ category: null, orderNo: null, contact: { phone: null } });
    const again = await desk.post(customer, '/v1/tickets', { ...bare, contact: { name: '王敏' } }, key);
    expect([again.status, again.body.ticketNo]).toEqual([201, opened.body.ticketNo]);
    const missing = await desk.post(customer, '/v1/tickets', {
      ...SIMPLE,
      subject: null,
      colour: null,
      attachments: [null],
    });
    const pointers = missing.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect([missing.status, pointers.toSorted()]).toEqual([400, ['/attachments/0', '/colour', '/subject']]);
  });

  test('every wrong part is named at once: of a preview, of a form, of a list’s filter', async () => {
    const faults = async (answer: Promise<Answer>): Promise<string[]> =>
      (await answer).body.errors.map(({ pointer }: { pointer: string }) => pointer);
    const preview = desk.post(customer, '/v1/clocks/preview', { clock: 'NOPE', at: 'x' });
    expect(await faults(preview)).toEqual(['/clock', '/at']);
    const known = { clock: 'ONLINE_REPLY', at: '2025-11-07T10:15:00+08:00', profile: 'nope', workdays: 3 };
    expect(await faults(desk.post(customer, '/v1/clocks/preview', known))).toEqual(['/profile', '/workdays']);
    const form = new FormData();
    form.set('other', 'x');
    const headers = { Authorization: `Bearer ${customer.apiKey}`, 'Idempotency-Key': randomUUID() };
    const sent = await fetch(`${desk.url}/v1/attachments`, { method: 'POST', headers, body: form });
    expect(await sent.json()).toMatchObject({ errors: [{ pointer: '/other' }, { pointer: '/file' }] });
    expect(await faults(desk.get(agent, '/v1/tickets?category=NOPE'))).toEqual(['/category']);
    expect((await desk.get(agent, `/v1/tickets?category=${SIMPLE.category}`)).status).toBe(200);
  });

  test('only staff record what somebody else said', async () => {
    const { ticketNo } = (await desk.post(customer, '/v1/tickets', SIMPLE)).body;
    const refused = await desk.post(customer, `/v1/tickets/${ticketNo}/urge`, { onBehalf: true });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/onBehalf' }] });
    expect((await desk.post(customer, `/v1/tickets/${ticketNo}/urge`, { onBehalf: false })).status).toBe(200);
  });

  test('half a character is no UTF-8, and not JSON', async () => {
    const whole = Buffer.from(JSON.stringify({ ...SIMPLE, description: '验' }));
    const broken = Buffer.concat([whole.subarray(0, -3), whole.subarray(-2)]);
    const response = await fetch(`${desk.url}/v1/tickets`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${customer.apiKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: broken,
    });
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ pointer: '' }] }]);
  });

  test('a category nobody knows is a wrong field, at the opening and later', async () => {
    const opening = await desk.post(customer, '/v1/tickets', { ...SIMPLE, category: 'NO.SUCH' });
    expect(opening.body).toMatchObject({ status: 400, errors: [{ pointer: '/category' }] });
    const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE);
    const path = `/v1/tickets/${ticket.ticketNo}/classify`;
    const later = await desk.post(agent, path, { category: 'NO.SUCH' });
    expect(later.body).toMatchObject({ status: 400, type: '/problems/validation', errors: [{ pointer: '/category' }] });
    expect((await desk.post(customer, path, { category: 'NO.SUCH' })).status).toBe(403);
  });

  test.each([
    ['an instant without its offset', { at: '2025-11-07T10:15:00' }, '/at'],
    ['a clock that is not there', { clock: 'FOREVER' }, '/clock'],
    ['an instant that no answer could be written for', { at: '9999-12-31T23:59:59+08:00' }, '/at'],
  ])('a preview of %s is 400', async (_what, wrong, pointer) => {
    const question = { clock: 'RESOLVE_COMPLEX', at: '2025-11-07T10:15:00+08:00', ...wrong };
    const answer = await desk.post(customer, '/v1/clocks/preview', question);
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  test('a pause that ends before it began is 422', async () => {
    const pauses = [['2025-11-12T10:00:00+08:00', '2025-11-11T10:00:00+08:00']];
    const question = { clock: 'RESOLVE_COMPLEX', at: '2025-11-07T10:15:00+08:00', pauses };
    const answer = await desk.post(customer, '/v1/clocks/preview', question);
    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/pauses/0/1' }] });
  });

  test('customers name no company, staff have to', async () => {
    const named = await desk.post(customer, '/v1/tickets', { ...SIMPLE, companyId: customer.companyId });
    expect(named.body).toMatchObject({ status: 400, errors: [{ pointer: '/companyId' }] });
    const unnamed = await desk.post(agent, '/v1/tickets', SIMPLE);
    expect(unnamed.body).toMatchObject({ status: 400, errors: [{ pointer: '/companyId' }] });
    expect(unnamed.body.detail).toContain('企业入驻');
    const unknown = await desk.post(agent, '/v1/tickets', { ...SIMPLE, companyId: 'nobody' });
    expect(unknown.body).toMatchObject({ status: 422, type: '/problems/company-not-registered' });
  });

  test('when a ticket was received lies in the past year', async () => {
    const integration = desk.credential(({ role }) => role === 'integration');
    const given = { ...SIMPLE, channel: 'phone', companyId: customer.companyId };
    for (const receivedAt of ['1970-01-01T00:00:00Z', '9000-01-01T00:00:00Z']) {
      const answer = await desk.post(integration, '/v1/tickets', { ...given, receivedAt });
      expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/receivedAt' }] });
    }
  });

  test('a question of health that nobody knows is 400', async () => {
    const asked = await desk.get(null, '/health/ready?for=everything');
    expect(asked.body).toMatchObject({ status: 400, errors: [{ pointer: '/for' }] });
  });

  test('more than 64 KB is 413, another content type 415', async () => {
    const large = await desk.post(customer, '/v1/tickets', { ...SIMPLE, description: 'x'.repeat(70_000) });
    expect(large.body).toMatchObject({ status: 413, type: '/problems/payload-too-large' });
    const form = await desk.post(customer, '/v1/tickets', 'a=b', {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(form.body).toMatchObject({ status: 415, type: '/problems/unsupported-media-type' });
  });

  test('the wrong method is 405 and says what is allowed', async () => {
    const response = await fetch(`${desk.url}/v1/tickets`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD, OPTIONS']);
    const command = await desk.get(customer, '/v1/tickets/KF20251107001/accept');
    expect([command.status, command.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  test.each([
    ['no key', null],
    ['an unknown key', { apiKey: 'kf_demo_nobody' }],
  ])('%s is 401', async (_what, who) => {
    const headers = who === null ? {} : { Authorization: `Bearer ${who.apiKey}` };
    const answer = await desk.get(null, '/v1/tickets', headers);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test('a wrong query names its parameter', async () => {
    const answer = await desk.get(agent, '/v1/tickets?limit=500&sort=name');
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(['/sort', '/limit']);
    expect((await desk.get(agent, '/v1/tickets?cursor=bm9uc2Vuc2U')).status).toBe(400);
  });

  test('titles and details follow Accept-Language, codes never; the request id comes back', async () => {
    const missing = await desk.get(customer, '/v1/tickets/KF20251107999');
    expect(missing.body).toMatchObject({ title: '未找到', detail: '没有这一对象，或您无权查看。' });
    const answer = await desk.get(customer, '/v1/tickets/KF20251107999', {
      'Accept-Language': 'en',
      'X-Request-Id': 'r-1',
    });
    expect(answer.body).toMatchObject({ title: 'Not found', type: '/problems/not-found', requestId: 'r-1' });
    expect(answer.headers.get('x-request-id')).toBe('r-1');
  });
});

describe('a request is carried out once', () => {
  test('without a key it is 400', async () => {
    const answer = await desk.post(customer, '/v1/tickets', SIMPLE, { 'Idempotency-Key': '' });
    expect(answer.body).toMatchObject({ status: 400, type: '/problems/idempotency-key-required' });
  });

  test('opening: the repeat gets the first answer, another body 422', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await desk.post(customer, '/v1/tickets', SIMPLE, key);
    expect([first.status, first.headers.get('location')]).toEqual([201, `/v1/tickets/${first.body.ticketNo}`]);
    const again = await desk.post(customer, '/v1/tickets', SIMPLE, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await desk.post(customer, '/v1/tickets', { ...SIMPLE, subject: '另一个问题' }, key);
    expect(other.body).toMatchObject({ status: 422, type: '/problems/idempotency-key-reused' });
  });

  test('however its path is written: with a slash at the end, in escapes', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE, key);
    expect((await desk.post(customer, '/v1/tickets/', SIMPLE, key)).body).toEqual(ticket);
    const path = `/v1/tickets/${ticket.ticketNo}/messages`;
    const escaped = path.replace('/KF', '/%4BF');
    const first = await desk.post(customer, path, { text: '请问进度？' }, key);
    expect((await desk.post(customer, escaped, { text: '请问进度？' }, key)).body).toEqual(first.body);
  });

  test('the first answer is the ticket as it can be read afterwards', async () => {
    const opened = await desk.post(customer, '/v1/tickets', { ...SIMPLE, urgent: { reason: '领导在等' } });
    expect(opened.body).toMatchObject({ urgent: false, urgentReason: '领导在等' });
    const read = await desk.get(customer, `/v1/tickets/${opened.body.ticketNo}`);
    expect(read.body).toEqual(opened.body);
  });

  test('a command: the repeat gets the first answer though the ticket went on', async () => {
    const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE);
    const key = { 'Idempotency-Key': randomUUID() };
    const path = `/v1/tickets/${ticket.ticketNo}`;
    const taken = await desk.post(agent, `${path}/take-over`, {}, key);
    expect([taken.status, taken.body.status, taken.body.assignee]).toEqual([200, 'IN_PROGRESS', agent.staffNo]);
    expect((await desk.post(agent, `${path}/answer`, { solution: '请重新获取' })).status).toBe(200);
    const again = await desk.post(agent, `${path}/take-over`, {}, key);
    expect([again.status, again.body]).toEqual([200, taken.body]);
  });

  test('a message: the repeat adds nothing', async () => {
    const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE);
    const path = `/v1/tickets/${ticket.ticketNo}/messages`;
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await desk.post(customer, path, { text: '请问进度？' }, key);
    const again = await desk.post(customer, path, { text: '请问进度？' }, key);
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect((await desk.get(customer, path)).body.items).toHaveLength(1);
  });

  test('while the engine is away a command is 503, and the same key gives the answer later', async () => {
    const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE);
    const path = `/v1/tickets/${ticket.ticketNo}/take-over`;
    const key = { 'Idempotency-Key': randomUUID() };
    desk.engine.away = true;
    const open = await desk.post(agent, path, {}, key);
    expect([open.status, open.body.type, open.headers.get('retry-after')]).toEqual([503, '/problems/unavailable', '1']);
    const opened = await desk.post(customer, '/v1/tickets', SIMPLE);
    desk.engine.away = false;
    expect(opened.status).toBe(201);
    expect((await desk.post(agent, path, {}, key)).body).toMatchObject({ status: 'IN_PROGRESS' });
  });

  test('a ticket whose workflow has not started is started first', async () => {
    const { body: ticket } = await desk.post(customer, '/v1/tickets', SIMPLE);
    desk.engine.unstarted.add(ticket.ticketNo);
    const taken = await desk.post(agent, `/v1/tickets/${ticket.ticketNo}/take-over`, {});
    expect([taken.status, desk.engine.unstarted.size]).toEqual([200, 0]);
  });
});
