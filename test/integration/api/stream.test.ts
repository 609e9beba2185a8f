import { type Kysely, sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHub, type Hub, placeAfter } from '../../../api/stream/hub.ts';
import type { Visibility } from '../../../db/repositories/reading/timeline.ts';
import type { DB } from '../../../db/schema/rows.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

const EVERYTHING = { scope: { kind: 'all' }, visible: { kind: 'all', unaware: null } } as const;
const SECOND = 1000;

let desk: Desk;
let ticketNo: string;
let hub: Hub;
let seq: number;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(async () => {
  const customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  ({ ticketNo } = (await desk.post(customer, '/v1/tickets', SIMPLE)).body);
  hub = createHub(desk.database.db, pino({ level: 'silent' }));
  seq = 100;
  return () => hub.stop();
});
afterAll(() => desk.close());

/** Something that happened so long ago, written now. */
async function happened(agoMs: number, db: Kysely<DB> = desk.database.db): Promise<string> {
  seq += 1;
  const at = new Date(Date.now() - agoMs).toISOString();
  await sql`
    insert into ticket_events (ticket_no, seq, type, at, actor, after_status)
    values (${ticketNo}, ${seq}, 'attached', ${at}, '{"kind": "system"}', 'IN_PROGRESS')
  `.execute(db);
  return `${ticketNo}:${seq}`;
}

/** What a reader hears from a place on, each event by its ticket and number. */
function listen(from: Parameters<Hub['join']>[1], visible: Visibility = EVERYTHING.visible): string[] {
  const heard: string[] = [];
  const tell = (row: { ticket_no: string; seq: number }): void => void heard.push(`${row.ticket_no}:${row.seq}`);
  hub.join({ ...EVERYTHING, visible, ticketNo: null, tell, keepsUp: () => true }, from);
  return heard;
}

test('who comes now hears what happened before and is written after, and nothing that could be read already', async () => {
  await happened(3 * SECOND);
  const { late, heard } = await desk.database.db.transaction().execute(async (tx) => ({
    late: await happened(5 * SECOND, tx),
    heard: listen(await hub.placeNow(EVERYTHING)),
  }));
  const next = await happened(0);
  await expect.poll(() => heard).toContain(next);
  expect(heard).toEqual([late, next]);
});

test('who comes back hears what was written late while away', async () => {
  const last = new Date();
  const late = await happened(10 * SECOND);
  const heard = listen(placeAfter(last));
  await expect.poll(() => heard).toContain(late);
});

test('what is written long after it happened is heard as everything else', async () => {
  const heard = listen(await hub.placeNow(EVERYTHING));
  const late = await happened(600 * SECOND);
  await expect.poll(() => heard).toEqual([late]);
});

test('what was written in a transaction that took long is heard when it ends', async () => {
  const heard = listen(await hub.placeNow(EVERYTHING));
  const others: string[] = [];
  const slow = await desk.database.db.transaction().execute(async (tx) => {
    const event = await happened(0, tx);
    for (let round = 0; round < 4; round += 1) {
      await sql`select 'still at it'`.execute(tx);
      const other = await happened(0);
      others.push(other);
      await expect.poll(() => heard).toContain(other);
    }
    return event;
  });
  await expect.poll(() => heard).toEqual([...others, slow]);
});

test('who was told of an event by a version that did not note the writing comes back to where it was', async () => {
  const [known, missed] = [await happened(40 * SECOND), await happened(2 * SECOND)];
  await sql`update ticket_events set written_at = null`.execute(desk.database.db);
  const next = await happened(0);
  const heard = listen(placeAfter(new Date(Date.now() - 5 * SECOND)));
  await expect.poll(() => heard).toContain(next);
  expect(heard.filter((event) => [known, missed, next].includes(event))).toEqual([missed, next]);
});

test('who says he was told of what is yet to come hears what comes from now on', async () => {
  const heard = listen(placeAfter(new Date(8.64e15)));
  const next = await happened(0);
  await expect.poll(() => heard).toContain(next);
});

test('a reader who does not take what it is told is told nothing more until it does', async () => {
  const place = await hub.placeNow(EVERYTHING);
  const slow: string[] = [];
  let keepsUp = false;
  const tell = (row: { ticket_no: string; seq: number }): void => void slow.push(`${row.ticket_no}:${row.seq}`);
  hub.join({ ...EVERYTHING, ticketNo: null, tell, keepsUp: () => keepsUp }, place);
  const heard = listen(place);
  const next = await happened(0);
  await expect.poll(() => heard).toEqual([next]);
  expect(slow).toEqual([]);
  keepsUp = true;
  await expect.poll(() => slow).toEqual([next]);
});

test('hundreds of events of one millisecond come once each', async () => {
  const place = await hub.placeNow(EVERYTHING);
  await sql`
    insert into ticket_events (ticket_no, seq, type, at, actor, after_status, written_at)
    select ${ticketNo}, n, 'attached', now(), '{"kind": "system"}', 'IN_PROGRESS', now() + n * interval '1 microsecond'
    from generate_series(1000, 1499) as n
  `.execute(desk.database.db);
  const heard = listen(place);
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(500);
  expect(new Set(heard).size).toBe(heard.length);
});

test('a reader whose events cannot be read keeps no other from hearing', async () => {
  const place = await hub.placeNow(EVERYTHING);
  listen(place, { kind: 'against', types: ['attached'], companyId: '\0', clocks: [] });
  const heard = listen(place);
  const next = await happened(0);
  await expect.poll(() => heard).toContain(next);
});
