import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
const staff = (staffNo: string): DemoCredential => desk.credential((one) => one.staffNo === staffNo);
const hangUps: AbortController[] = [];
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  for (const one of hangUps) one.abort();
  await desk.close();
});

interface Listening {
  readonly status: number;
  readonly retryAfter: string | null;
  /** What it was told so far, and whether its stream came to an orderly end. */
  readonly told: { text: string; ended: boolean };
  hangUp(): void;
}

async function listen(at: Desk, { apiKey }: DemoCredential, path = '/v1/stream'): Promise<Listening> {
  const controller = new AbortController();
  hangUps.push(controller);
  const { signal } = controller;
  const answer = await fetch(at.url + path, { headers: { Authorization: `Bearer ${apiKey}` }, signal });
  const told = { text: '', ended: false };
  const reading = async (): Promise<void> => {
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) told.text += part;
    told.ended = true;
  };
  void reading().catch(() => undefined);
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    told,
    hangUp: () => controller.abort(),
  };
}

test('a stream ends when its key is revoked, its reader has left or has other rights; others go on', async () => {
  const { db } = desk.database;
  const [untouched, revoked, left, moved] = await Promise.all(
    ['1001', '1002', '1003', '2001'].map((staffNo) => listen(desk, staff(staffNo))),
  );
  await sql`update api_keys set revoked_at = now() where staff_no = '1002'`.execute(db);
  await sql`update staff set active = false where staff_no = '1003'`.execute(db);
  await sql`update staff set department = 'QUAL' where staff_no = '2001'`.execute(db);
  for (const one of [revoked, left, moved]) await expect.poll(() => one?.told.ended).toBe(true);
  expect(untouched?.told.ended).toBe(false);
  expect((await listen(desk, staff('1002'))).status).toBe(401);
  expect((await listen(desk, staff('2001'))).status).toBe(200);
});

test('nobody has more than ten at a time, of one ticket or of all', async () => {
  const buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  const open: Listening[] = [];
  for (let n = 0; n < 10; n += 1) open.push(await listen(desk, buyer));
  expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
  const refused = await listen(desk, buyer, '/v1/tickets/KF20251107001/stream');
  expect([refused.status, refused.retryAfter]).toEqual([429, '5']);
  await expect.poll(() => refused.told.text).toContain('同时最多打开 10 个事件流');
  expect((await listen(desk, staff('1001'))).status).toBe(200);
  open[0]?.hangUp();
  await expect.poll(async () => (await listen(desk, buyer)).status).toBe(200);
});

test.each(['/v1/stream', '/v1/tickets/{ticketNo}/stream'])(
  'HEAD of %s tells what a stream is like, and holds no place',
  async (path) => {
    const buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
    const { ticketNo } = (await desk.post(buyer, '/v1/tickets', SIMPLE)).body;
    const url = desk.url + path.replace('{ticketNo}', ticketNo);
    const { apiKey } = desk.credential(({ role }) => role === 'supervisor');
    const headers = { Authorization: `Bearer ${apiKey}` };
    const described = ({ headers: given }: Response) =>
      ['content-type', 'cache-control', 'x-accel-buffering'].map((name) => given.get(name));
    const controller = new AbortController();
    hangUps.push(controller);
    const stream = await fetch(url, { headers, signal: controller.signal });
    for (let n = 0; n < 11; n += 1) {
      const head = await fetch(url, { method: 'HEAD', headers });
      expect([head.status, ...described(head)]).toEqual([200, ...described(stream)]);
    }
    controller.abort();
  },
);

test('when the service stops, every stream comes to an orderly end', async () => {
  const other = await openDesk();
  const { told } = await listen(
    other,
    other.credential(({ role }) => role === 'supervisor'),
  );
  await other.close();
  await expect.poll(() => told.ended).toBe(true);
});
