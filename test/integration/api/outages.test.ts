import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let ops: DemoCredential;
let buyer: DemoCredential;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
beforeAll(async () => {
  desk = await openDesk('asPublished');
  ops = staff('ops');
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const declared = (body: object, who = ops): Promise<Answer> => desk.post(who, '/v1/outages', body);
const same = (instant: string) => (shown: string) => Date.parse(shown) === Date.parse(instant);

describe('somebody on duty declares an outage', () => {
  test('while it lasts, and ends it once', async () => {
    expect((await desk.get(ops, '/v1/outages')).body).toEqual({ items: [], nextCursor: null });
    const begun = await declared({ component: 'phone', note: '运营商线路中断' });
    expect(begun.status).toBe(201);
    expect(begun.body).toMatchObject({ cause: 'declared', component: 'phone', label: { zh: '电话' }, to: null });
    expect(begun.body.declaredBy).toEqual({ kind: 'staff', staffNo: ops.staffNo });
    const self = begun.headers.get('location') ?? '';
    const ended = await desk.post(staff('admin'), `${self}/end`, {});
    expect(ended.body).toMatchObject({ id: begun.body.id, endedBy: { staffNo: staff('admin').staffNo } });
    expect(Date.parse(ended.body.to)).toBeGreaterThan(Date.parse(begun.body.from));
    expect((await desk.get(ops, self)).body).toEqual(ended.body);
    expect((await desk.post(ops, `${self}/end`, {})).body).toMatchObject({
      status: 409,
      type: '/problems/state-conflict',
    });
  });

  test('afterwards too, from when until when', async () => {
    const [from, to] = [ago(90), ago(60)];
    const { body } = await declared({ component: 'mail', from, to });
    expect([body.from, body.to]).toEqual([expect.toSatisfy(same(from)), expect.toSatisfy(same(to))]);
  });

  test('only one of a part at a time', async () => {
    const first = await declared({ component: 'network' });
    expect(first.status).toBe(201);
    const again = await declared({ component: 'network' });
    expect(again.body).toMatchObject({ status: 409, outageId: first.body.id });
    expect(again.body.detail).toContain(first.body.id);
  });

  test('one may follow another at once, but cover none of its time', async () => {
    const [a, b, c] = [ago(300), ago(280), ago(260)];
    const second = await declared({ component: 'database', from: b, to: c });
    expect(second.status).toBe(201);
    expect((await declared({ component: 'database', from: a, to: ago(270) })).body).toMatchObject({
      status: 409,
      outageId: second.body.id,
    });
    expect((await declared({ component: 'database', from: a, to: b })).status).toBe(201);
    expect((await declared({ component: 'api', from: a, to: c })).status).toBe(201);
  });

  test('of many at once one is written', async () => {
    const times = { component: 'temporal', from: ago(50), to: ago(40) };
    const answers = await Promise.all([1, 2, 3, 4].map(() => declared(times)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  });

  test.each([
    [{ component: 'phone', from: '2999-01-01T00:00:00+08:00' }, 422, '/from'],
    [{ component: 'phone', from: ago(10), to: '2999-01-01T00:00:00+08:00' }, 422, '/to'],
    [{ component: 'phone', from: ago(10), to: ago(20) }, 422, '/to'],
    [{ component: 'phone', from: ago(31 * 24 * 60) }, 422, '/from'],
    [{ component: 'phone', from: '2025-11-07T10:00:00' }, 400, '/from'],
    [{ component: 'coffee' }, 400, '/component'],
    [{ component: 'phone', cause: 'measured' }, 400, '/cause'],
    [{}, 400, '/component'],
  ])('%j is refused with %i', async (body, status, pointer) => {
    const refused = await declared(body);
    expect(refused.body).toMatchObject({ status, errors: [{ pointer }] });
  });

  test('and nobody else does; staff may know of it, customers are not asked', async () => {
    for (const role of ['agent', 'supervisor', 'manager']) {
      expect((await declared({ component: 'api' }, staff(role))).status).toBe(403);
      expect((await desk.get(staff(role), '/v1/outages')).status).toBe(200);
    }
    for (const who of [buyer, staff('integration')]) expect((await desk.get(who, '/v1/outages')).status).toBe(403);
    expect((await desk.get(null, '/v1/outages')).status).toBe(401);
  });

  test('an unknown one is not there', async () => {
    for (const id of ['7', '6f1c1d0f-5a11-4b52-9a5e-0b7c7c0e7d0c']) {
      expect((await desk.get(ops, `/v1/outages/${id}`)).status).toBe(404);
      expect((await desk.post(ops, `/v1/outages/${id}/end`, {})).status).toBe(404);
    }
  });

  test('page by page, the latest first; a cursor of our own making only', async () => {
    const first = await desk.get(ops, '/v1/outages?limit=1&cause=declared');
    const next = await desk.get(ops, `/v1/outages?limit=1&cause=declared&cursor=${first.body.nextCursor}`);
    expect(Date.parse(next.body.items[0].from)).toBeLessThan(Date.parse(first.body.items[0].from));
    const forged = Buffer.from(JSON.stringify(['outages', ago(1), 'x'])).toString('base64url');
    expect((await desk.get(ops, `/v1/outages?cursor=${forged}`)).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/cursor' }],
    });
    expect((await desk.get(ops, '/v1/outages?cause=measured')).body.items).toEqual([]);
  });
});

describe('what was declared wrongly', () => {
  const made = async (body: object): Promise<string> => {
    const { status, text, headers } = await declared(body);
    expect(status, text).toBe(201);
    return headers.get('location') ?? '';
  };

  test('is corrected, and the audit keeps how it was', async () => {
    const self = await made({ component: 'mail', from: ago(800), to: ago(700), note: '初报' });
    const reason = '恢复时间有误';
    const to = ago(720);
    const corrected = await desk.post(ops, `${self}/correct`, { to, note: null, reason });
    expect(corrected.body).toMatchObject({ component: 'mail', note: null, to: expect.toSatisfy(same(to)) });
    const { body: audit } = await desk.get(staff('agent'), `${self}/audit`);
    expect(audit.items).toMatchObject([
      { action: 'declared', reason: null, before: null, after: { note: '初报' } },
      { action: 'corrected', reason, before: { note: '初报' }, after: { note: null, to: corrected.body.to } },
    ]);
  });

  test('is withdrawn once, stays in the list, and leaves its time to another', async () => {
    const times = { component: 'mail', from: ago(1000), to: ago(900) };
    const self = await made(times);
    expect((await desk.post(ops, `${self}/withdraw`, {})).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/reason' }],
    });
    const withdrawn = await desk.post(ops, `${self}/withdraw`, { reason: '误报' });
    expect(withdrawn.body.withdrawnAt).not.toBeNull();
    for (const deed of ['withdraw', 'correct'])
      expect((await desk.post(ops, `${self}/${deed}`, { reason: '再次' })).status).toBe(409);
    expect((await desk.get(ops, self)).body).toEqual(withdrawn.body);
    await made(times);
  });

  test('may not be moved over another, into the future or further back than a declaration goes', async () => {
    const self = await made({ component: 'worker', from: ago(500), to: ago(490) });
    const { body: other } = await declared({ component: 'worker', from: ago(480), to: ago(470) });
    const refused = async (body: object) => (await desk.post(ops, `${self}/correct`, { reason: '更正', ...body })).body;
    expect(await refused({ to: ago(475) })).toMatchObject({ status: 409, outageId: other.id });
    expect(await refused({ to: null })).toMatchObject({ status: 409 });
    expect(await refused({ to: '2999-01-01T00:00:00+08:00' })).toMatchObject({
      status: 422,
      errors: [{ pointer: '/to' }],
    });
    expect(await refused({ from: ago(40 * 24 * 60) })).toMatchObject({ status: 422, errors: [{ pointer: '/from' }] });
    for (const role of ['agent', 'manager'])
      expect((await desk.post(staff(role), `${self}/withdraw`, { reason: '误报' })).status).toBe(403);
  });
});

describe('the limits of a ticket', () => {
  test('show the outage that lay over them, with what stood still', async () => {
    const opened = await desk.post(staff('integration'), '/v1/tickets', {
      ...SIMPLE,
      companyId: buyer.companyId,
      receivedAt: ago(240),
    });
    const [from, to] = [ago(200), ago(100)];
    await declared({ component: 'worker', from, to });
    const { body } = await desk.get(buyer, `/v1/tickets/${opened.body.ticketNo}/clocks`);
    const resolve = body.items.find((clock: { id: string }) => clock.id === 'RESOLVE_SIMPLE');
    const marked = resolve.intervals.find((interval: { who: string }) => interval.who === 'worker');
    expect(marked).toMatchObject({
      state: 'outage',
      from: expect.toSatisfy(same(from)),
      to: expect.toSatisfy(same(to)),
      why: 'declared',
      who: 'worker',
    });
    expect(resolve.intervals[0]).toMatchObject({ state: 'running', to: null });
    expect(resolve.explanation.zh).toMatch(/；工作进程于.+至.+中断$/);
    expect(resolve.explanation.en).toMatch(/; Worker: outage from .+ to .+$/);
  });

  test('of a ticket that came online know nothing of an outage of the telephone, or of one withdrawn', async () => {
    const opening = { ...SIMPLE, companyId: buyer.companyId, receivedAt: ago(240) };
    const { body: ticket } = await desk.post(staff('integration'), '/v1/tickets', opening);
    const { body: call } = await desk.post(staff('integration'), '/v1/tickets', { ...opening, channel: 'phone' });
    const { body: phone } = await declared({ component: 'phone', from: ago(230), to: ago(220) });
    const outagesOf = async (ticketNo: string): Promise<unknown[]> => {
      const { body } = await desk.get(buyer, `/v1/tickets/${ticketNo}/clocks`);
      const resolve = body.items.find((clock: { id: string }) => clock.id === 'RESOLVE_SIMPLE');
      return resolve.intervals.flatMap(({ state, who }: Record<string, string>) => (state === 'outage' ? [who] : []));
    };
    expect(await outagesOf(ticket.ticketNo)).not.toContain('phone');
    const felt = await outagesOf(call.ticketNo);
    expect(felt).toContain('phone');
    await desk.post(ops, `/v1/outages/${phone.id}/withdraw`, { reason: '误报' });
    expect(await outagesOf(call.ticketNo)).toHaveLength(felt.length - 1);
  });
});
