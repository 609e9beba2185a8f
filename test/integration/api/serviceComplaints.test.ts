import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
let inspector: DemoCredential;
let otherInspector: DemoCredential;

const staff = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);
const COMPLAINT = { ...SIMPLE, category: 'SVC.COMPLAINT', subject: '投诉客服', description: '昨日 10 时态度恶劣' };
const complain = (more: object = {}): Promise<Answer> => desk.post(buyer, '/v1/tickets', { ...COMPLAINT, ...more });

/** A ticket's stream from its first event until its closing. */
async function streamed(who: string, ticketNo: string): Promise<string> {
  const { body } = await fetch(`${desk.url}/v1/tickets/${ticketNo}/stream`, {
    headers: { Authorization: `Bearer ${staff(who).apiKey}`, 'Last-Event-ID': '0' },
  });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!/event:closed[^]*\n\n/.test(text)) {
    const part = await reader?.read();
    if (part === undefined || part.done) throw new Error(`the stream ended before the closing: ${text}`);
    text += part.value;
  }
  await reader?.cancel();
  return text;
}

beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  [inspector, otherInspector] = [staff('3003'), staff('3004')];
});
afterAll(() => desk.close());

describe('a complaint about the service as a ticket', () => {
  test('has its review and the review’s limit', async () => {
    const { status, body } = await complain({ about: '1001' });
    expect(status).toBe(201);
    const clocks = body.clocks.map(({ id }: { id: string }) => id);
    expect(clocks).toContain('QUALITY_COMPLAINT');
    expect(clocks).not.toContain('RESOLVE_COMPLEX');
    await vi.waitFor(() => expect(desk.engine.started.map(({ ticketNo }) => ticketNo)).toContain(body.ticketNo));
    const taken = await desk.post(inspector, `/v1/tickets/${body.ticketNo}/take-over`, {});
    expect(taken.body).toMatchObject({ status: 409 });
    expect(taken.body.detail).toContain(`${body.ticketNo}-Q1`);
  });

  test('is found with its review as soon as its number is told, whether or not anything runs yet', async () => {
    desk.engine.away = true;
    try {
      const { ticketNo } = (await complain({ about: '1001' })).body;
      const review = await desk.get(inspector, `/v1/reviews/${ticketNo}-Q1`);
      expect(review.body).toMatchObject({ origin: 'complaint', status: 'OPEN', about: '1001', version: 1 });
      expect(review.body.nextDueAt).toBe(review.body.clocks[0].dueAt);
      expect(review.body.nextDueAt).not.toBeNull();
    } finally {
      desk.engine.away = false;
    }
  });

  test('remembers of which role is whom it is about, by whomever he was named', async () => {
    const roles = async (ticketNo: TicketNo): Promise<unknown> => {
      const of = desk.database.db.selectFrom('tickets').select('state').where('ticket_no', '=', ticketNo);
      return (await of.executeTakeFirstOrThrow()).state.judgedRoles;
    };
    const { ticketNo } = (await complain({ about: '1001' })).body;
    expect(await roles(ticketNo)).toEqual({ '1001': 'agent' });
    const other = (await complain()).body.ticketNo;
    expect(
      (await desk.post(buyer, `/v1/tickets/${other}/complain`, { staffNo: '3002', reason: '经理态度恶劣' })).status,
    ).toBe(200);
    expect(await roles(other)).toEqual({ '3002': 'manager' });
  });

  test('is not there for anybody of the desk, named or not', async () => {
    for (const more of [{ about: '1001' }, {}]) {
      const { ticketNo } = (await complain(more)).body;
      for (const staffNo of ['1001', '1003', '3005', '2001']) {
        const who = staff(staffNo);
        expect((await desk.get(who, `/v1/tickets/${ticketNo}`)).status).toBe(404);
        expect((await desk.get(who, `/v1/tickets?q=${ticketNo}`)).body.items).toEqual([]);
        expect((await desk.get(who, `/v1/tickets/${ticketNo}/messages`)).status).toBe(404);
        expect((await desk.post(who, `/v1/tickets/${ticketNo}/decline`, { reason: '不受理' })).status).toBe(404);
        expect((await desk.get(who, '/v1/inbox')).text).not.toContain(ticketNo);
      }
      for (const staffNo of ['3001', '3002', '3003', '3004'])
        expect((await desk.get(staff(staffNo), `/v1/tickets/${ticketNo}`)).status).toBe(200);
    }
  });

  test('is not there for the inspector whom it is about, nor is he told of it', async () => {
    const { ticketNo } = (await complain({ about: inspector.staffNo })).body;
    expect((await desk.get(inspector, `/v1/tickets/${ticketNo}`)).status).toBe(404);
    expect((await desk.get(inspector, `/v1/tickets?q=${ticketNo}`)).body.items).toEqual([]);
    expect((await desk.get(inspector, `/v1/reviews/${ticketNo}-Q1`)).status).toBe(404);
    expect((await desk.get(otherInspector, `/v1/tickets/${ticketNo}`)).status).toBe(200);
    await vi.waitFor(async () => {
      expect((await desk.get(otherInspector, '/v1/inbox')).text).toContain(ticketNo);
    });
    expect((await desk.get(inspector, '/v1/inbox')).text).not.toContain(ticketNo);
  });

  test('nothing of the desk’s goes on in it, and nobody is told that it repeats', async () => {
    const { ticketNo } = (await complain({ orderNo: 'DD20251107001' })).body;
    const other = (await desk.post(buyer, '/v1/tickets', { ...SIMPLE, orderNo: 'DD20251107001' })).body.ticketNo;
    const merged = await desk.post(staff('3001'), `/v1/tickets/${other}/merge`, { into: ticketNo });
    expect(merged.body).toMatchObject({ status: 422, errors: [{ pointer: '/into' }] });
    expect((await desk.get(staff('1002'), '/v1/inbox')).text).not.toContain(ticketNo);
  });

  test('names somebody of the house, and only where it is one', async () => {
    const unknown = await complain({ about: '9999' });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ pointer: '/about' }] });
    const ordinary = await desk.post(buyer, '/v1/tickets', { ...SIMPLE, about: '1001' });
    expect(ordinary.body.errors).toMatchObject([{ pointer: '/about' }]);
  });

  test('classified as something else, it stays out of the view of whoever it is about', async () => {
    for (const [about, colleague] of [
      ['1001', '1002'],
      ['3003', '3004'],
    ] as const) {
      const { ticketNo } = (await complain({ about })).body;
      const { status } = await desk.post(staff('3001'), `/v1/tickets/${ticketNo}/classify`, {
        category: SIMPLE.category,
      });
      expect(status).toBe(200);
      expect((await desk.get(staff(about), `/v1/tickets/${ticketNo}`)).status).toBe(404);
      expect((await desk.get(staff(about), `/v1/tickets?q=${ticketNo}`)).body.items).toEqual([]);
      expect((await desk.get(staff(about), '/v1/inbox')).text).not.toContain(ticketNo);
      expect((await desk.get(staff(colleague), `/v1/tickets/${ticketNo}`)).status).toBe(200);
    }
  });

  test('classified as something else, it goes on in no ticket that whoever it is about reads, nor is it seen from one', async () => {
    const classify = (ticketNo: string): Promise<Answer> =>
      desk.post(staff('3001'), `/v1/tickets/${ticketNo}/classify`, { category: SIMPLE.category });
    const { ticketNo } = (await complain({ about: '1001', description: '态度恶劣，勿让本人知悉' })).body;
    await classify(ticketNo);
    const his = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body.ticketNo;
    await desk.post(staff('1001'), `/v1/tickets/${his}/take-over`, {});
    for (const [name, field] of [
      ['merge', 'into'],
      ['mark-duplicate', 'of'],
    ] as const) {
      const refused = await desk.post(staff('1002'), `/v1/tickets/${ticketNo}/${name}`, { [field]: his });
      expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: `/${field}` }] });
    }
    expect((await desk.get(staff('1001'), `/v1/tickets/${his}/messages`)).text).not.toContain('勿让本人知悉');

    await desk.post(staff('1002'), `/v1/tickets/${ticketNo}/link`, { to: his, kind: 'related' });
    await desk.post(staff('3001'), `/v1/tickets/${his}/mark-incident`, { reason: '批量事件' });
    expect((await desk.post(staff('1002'), `/v1/tickets/${ticketNo}/attach`, { to: his })).status).toBe(200);
    for (const [who, seen] of [
      ['1001', []],
      ['1002', [{ ticketNo }]],
    ] as const) {
      const followers = (await desk.get(staff(who), `/v1/tickets/${his}/followers`)).body;
      expect(followers).toMatchObject({ items: seen, total: seen.length });
      expect((await desk.get(staff(who), `/v1/tickets/${his}/links`)).body.items).toMatchObject(seen);
    }

    const again = (await complain({ about: '1001' })).body.ticketNo;
    await classify(again);
    const third = (await complain({ about: '1001' })).body.ticketNo;
    await classify(third);
    expect((await desk.post(staff('1002'), `/v1/tickets/${again}/merge`, { into: third })).status).toBe(200);
  });

  test('its number is not read by whoever it is about where another matter goes on in it', async () => {
    const names = async (who: string, path: string): Promise<object[]> => {
      const { items } = (await desk.get(staff(who), path)).body;
      return items.filter(({ type }: { type: string }) => ['merged', 'marked-duplicate'].includes(type));
    };
    for (const [name, field] of [
      ['merge', 'into'],
      ['mark-duplicate', 'of'],
    ] as const) {
      const { ticketNo } = (await complain({ about: '1001' })).body;
      await desk.post(staff('3001'), `/v1/tickets/${ticketNo}/classify`, { category: SIMPLE.category });
      const his = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body.ticketNo;
      const ended = await desk.post(staff('1002'), `/v1/tickets/${his}/${name}`, { [field]: ticketNo });
      expect(ended.body).toMatchObject({ status: 'CLOSED' });
      const path = `/v1/tickets/${his}/events`;
      expect(await names('1001', path)).toMatchObject([{ data: {} }]);
      expect((await desk.get(staff('1001'), path)).text).not.toContain(ticketNo);
      expect(await streamed('1001', his)).not.toContain(ticketNo);
      expect(await names('1002', path)).toMatchObject([{ data: { [field]: ticketNo } }]);
    }
  });

  test('recognised by an agent, it leaves his view with that', async () => {
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', { ...COMPLAINT, category: undefined })).body;
    const classified = await desk.post(staff('1001'), `/v1/tickets/${ticketNo}/classify`, {
      category: 'SVC.COMPLAINT',
    });
    expect(classified.body).toMatchObject({ status: 'ASSIGNED', department: 'QA' });
    expect((await desk.get(staff('1001'), `/v1/tickets/${ticketNo}`)).status).toBe(404);
    expect((await desk.get(inspector, `/v1/tickets/${ticketNo}`)).status).toBe(200);
  });

  test('recognised by a supervisor, whoever had it hears that it is not his any more', async () => {
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body;
    const taken = await desk.post(staff('1001'), `/v1/tickets/${ticketNo}/take-over`, {});
    expect(taken.body).toMatchObject({ status: 'IN_PROGRESS', assignee: '1001' });
    const become = { category: 'SVC.COMPLAINT' };
    expect((await desk.post(staff('3001'), `/v1/tickets/${ticketNo}/classify`, become)).status).toBe(200);
    expect((await desk.get(staff('1001'), `/v1/tickets/${ticketNo}`)).status).toBe(404);
    await vi.waitFor(async () => {
      const { items } = (await desk.get(staff('1001'), '/v1/inbox')).body;
      const told = items.filter((one: { ticketNo: string }) => one.ticketNo === ticketNo);
      expect(told).toMatchObject([{ template: 'ticket-left' }]);
      expect(JSON.stringify(told)).not.toContain('SVC');
    });
  });
});
