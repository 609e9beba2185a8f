import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffRole } from '../../../contracts/people.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
let buyer: DemoCredential;
beforeAll(async () => {
  desk = await openDesk();
  buyer = desk.credential((one) => one.role === 'mainAccount');
});
afterAll(() => desk.close());

const staff = (role: StaffRole): DemoCredential => desk.credential((one) => one.role === role);
const numbered = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);

async function opened(body: object = SIMPLE): Promise<string> {
  return (await desk.post(buyer, '/v1/tickets', body)).body.ticketNo;
}
const flag = (who: DemoCredential, ticketNo: string, body: unknown, key?: string): Promise<Answer> =>
  desk.post(who, `/v1/tickets/${ticketNo}/flag`, body, key === undefined ? {} : { 'Idempotency-Key': key });
const flagsOn = async (who: DemoCredential, ticketNo: string): Promise<unknown> =>
  (await desk.get(who, `/v1/tickets/${ticketNo}`)).body.flags;

describe('a red flag', () => {
  const text = '客户要求发货后改址，主管同意';

  test('stands on the ticket with who and when, for staff', async () => {
    const ticketNo = await opened();
    const answer = await flag(staff('agent'), ticketNo, { text });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ text, by: { kind: 'staff', staffNo: '1001' } });
    expect(await flagsOn(staff('manager'), ticketNo)).toEqual([answer.body]);
    const { items } = (await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}/events`)).body;
    expect(items.at(-1)).toMatchObject({
      type: 'flagged',
      actor: { staffNo: '1001' },
      text: null,
      data: { messageId: answer.body.id },
    });
    expect(items.map(({ seq }: { seq: number }) => seq)).toEqual(items.map((_item: unknown, n: number) => n + 1));
  });

  test('is nothing that the customer ever sees', async () => {
    const ticketNo = await opened();
    await flag(staff('agent'), ticketNo, { text });
    const seen = await desk.get(buyer, `/v1/tickets/${ticketNo}`);
    const events = await desk.get(buyer, `/v1/tickets/${ticketNo}/events`);
    const messages = await desk.get(buyer, `/v1/tickets/${ticketNo}/messages`);
    expect(seen.body.flags).toBeNull();
    for (const answer of [seen, events, messages]) expect(answer.text).not.toMatch(/改址|flagged/);
  });

  test('is told to whoever reads the ticket again, though its version is the one that he knows', async () => {
    const ticketNo = await opened();
    const path = `/v1/tickets/${ticketNo}`;
    const known = (await desk.get(staff('agent'), path)).headers.get('etag') ?? '';
    await flag(staff('agent'), ticketNo, { text });
    const again = await desk.get(staff('agent'), path, { 'If-None-Match': known });
    expect([again.status, again.headers.get('etag'), again.body.flags]).toMatchObject([200, known, [{ text }]]);
    expect(again.headers.get('cache-control')).toBe('no-store');
  });

  test('leaves everything else as it is: version, status, limits, and who is to reply', async () => {
    const ticketNo = await opened();
    const before = (await desk.get(staff('agent'), `/v1/tickets/${ticketNo}`)).body;
    await flag(staff('agent'), ticketNo, { text });
    const after = (await desk.get(staff('agent'), `/v1/tickets/${ticketNo}`)).body;
    expect({ ...after, flags: [] }).toEqual({ ...before, flags: [] });
  });

  test('sent again stands once; two are shown in their order', async () => {
    const ticketNo = await opened();
    const first = await flag(staff('agent'), ticketNo, { text: '一' }, 'flag-1');
    expect((await flag(staff('agent'), ticketNo, { text: '一' }, 'flag-1')).body).toEqual(first.body);
    await flag(numbered('1002'), ticketNo, { text: '二' });
    expect(await flagsOn(staff('agent'), ticketNo)).toMatchObject([{ text: '一' }, { text: '二' }]);
  });

  test('may stand on a ticket that is closed', async () => {
    const ticketNo = await opened();
    await desk.post(buyer, `/v1/tickets/${ticketNo}/withdraw`, {});
    expect((await flag(staff('agent'), ticketNo, { text })).status).toBe(201);
  });
});

describe('no red flag', () => {
  test.each([[{}], [{ text: '' }], [{ text: 'a\u0000b' }], [{ text: 'x', internal: true }]])('of %o', async (body) => {
    expect((await flag(staff('agent'), await opened(), body)).status).toBe(400);
  });

  test('nor does an inspector write to the customer of another department', async () => {
    const ticketNo = await opened();
    const said = await desk.post(staff('inspector'), `/v1/tickets/${ticketNo}/messages`, { text: '质检来电' });
    expect(said.status).toBe(403);
    const { items } = (await desk.get(staff('agent'), `/v1/tickets/${ticketNo}/messages`)).body;
    expect(items).toEqual([]);
  });

  test('from a customer or an inspector; the attempt is written down', async () => {
    const ticketNo = await opened();
    expect((await flag(buyer, ticketNo, { text: 'x' })).status).toBe(403);
    expect((await flag(staff('inspector'), ticketNo, { text: 'x' })).status).toBe(403);
    const attempts = (await desk.get(staff('supervisor'), `/v1/tickets/${ticketNo}/attempts`)).body.items;
    expect(attempts.map(({ command, code }: Answer['body']) => `${command} ${code}`)).toEqual([
      'flag forbidden',
      'flag forbidden',
    ]);
    expect(await flagsOn(staff('agent'), ticketNo)).toEqual([]);
  });

  test('on what the caller does not see: it is not there', async () => {
    const ticketNo = await opened(SPECIALISED);
    expect((await flag(numbered('2002'), ticketNo, { text: 'x' })).status).toBe(404);
    expect((await flag(numbered('2001'), ticketNo, { text: 'x' })).status).toBe(201);
    expect((await flag(staff('agent'), 'KF20200101001', { text: 'x' })).status).toBe(404);
  });

  test('on an archived ticket', async () => {
    const ticketNo = await opened();
    await desk.database.db.updateTable('tickets').set({ status: 'ARCHIVED' }).execute();
    const answer = await flag(staff('agent'), ticketNo, { text: 'x' });
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/ticket-archived']);
  });
});
