import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let ops: DemoCredential;
let buyer: DemoCredential;
const staff = (role: string): DemoCredential => desk.credential((one) => one.role === role);
beforeAll(async () => {
  desk = await openDesk();
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
    expect((await declared({ component: 'network' })).status).toBe(201);
    const again = await declared({ component: 'network' });
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('network')]);
  });

  test.each([
    [{ component: 'phone', from: '2999-01-01T00:00:00+08:00' }, 422, '/from'],
    [{ component: 'phone', from: ago(10), to: '2999-01-01T00:00:00+08:00' }, 422, '/to'],
    [{ component: 'phone', from: ago(10), to: ago(20) }, 422, '/to'],
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
    expect(marked).toEqual({
      state: 'outage',
      from: expect.toSatisfy(same(from)),
      to: expect.toSatisfy(same(to)),
      why: 'declared',
      who: 'worker',
    });
    expect(resolve.intervals[0]).toMatchObject({ state: 'running', to: null });
  });
});
