import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { askToCatchUp } from '../../../db/repositories/outbox.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import { SILENT } from '../../../intake/ports.ts';
import { createRelay, type Relay } from '../../../intake/relay.ts';
import { sweep } from '../../../intake/sweep.ts';
import { type Counter, count, eventually, key, numberOf, openCounter, request } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
beforeEach(() => counter.clear());
afterAll(() => counter.close());

async function withRelay(story: () => Promise<void>): Promise<void> {
  const relay: Relay = createRelay({ db: counter.database.db, ticketClient: counter.ticketClient });
  relay.start();
  try {
    await story();
  } finally {
    await relay.stop();
  }
}

const isTold = async (): Promise<boolean> => (await count(counter.database, 'outbox')) === 0;
const dueNow = (): Promise<unknown> => sql`update outbox set next_attempt_at = now()`.execute(counter.database.db);

describe('while Temporal is away', () => {
  test('tickets are opened all the same, and are started when it is back', async () => {
    counter.ticketClient.away = true;
    const first = await numberOf(counter.intake.open(request()));
    const second = await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    expect(await count(counter.database, 'outbox')).toBe(2);
    counter.ticketClient.away = false;
    await dueNow();
    await withRelay(() => eventually(isTold));
    expect(counter.ticketClient.started.map((state) => state.ticketNo).toSorted()).toEqual([first, second]);
  });

  test('a row that could not be told says why and waits longer each time', async () => {
    counter.ticketClient.away = true;
    await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    await sql`update outbox set next_attempt_at = now(), attempts = 3`.execute(counter.database.db);
    const row = () => counter.database.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    await withRelay(() => eventually(async () => (await row()).last_error !== null));
    const { attempts, last_error, next_attempt_at } = await row();
    expect(attempts).toBe(4);
    expect(last_error).toContain('Temporal is away');
    expect(next_attempt_at.getTime() - Date.now()).toBeGreaterThan(5_000);
  });

  test('however long it is, what waits is tried again within a minute', async () => {
    counter.ticketClient.away = true;
    await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    await sql`update outbox set next_attempt_at = now(), attempts = 20`.execute(counter.database.db);
    const row = () => counter.database.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    await withRelay(() => eventually(async () => (await row()).last_error !== null));
    expect((await row()).next_attempt_at.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
  });
});

describe('where Temporal does not have the workflow any more', () => {
  test('a message starts it as the ticket stands, and is told then', async () => {
    const ticketNo = await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    counter.ticketClient.started.length = 0;
    counter.ticketClient.unstarted.add(ticketNo);
    const { db } = counter.database;
    const message = { messageId: 'm1', from: 'staff', staffNo: '1001', at: new Date().toISOString(), replyClock: null };
    await db.insertInto('outbox').values({ ticket_no: ticketNo, kind: 'message', payload: message }).execute();
    await withRelay(() => eventually(isTold));
    expect(counter.ticketClient.started.map((state) => state.ticketNo)).toEqual([ticketNo]);
    expect(counter.ticketClient.messages.map(({ message: { messageId } }) => messageId)).toEqual(['m1']);
  });

  test('a message that was decided on, and whose row a crash left, is not told again', async () => {
    const ticketNo = await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    counter.ticketClient.started.length = 0;
    const { db } = counter.database;
    await db.insertInto('decisions').values({ ticket_no: ticketNo, version: 2, cause: 'm1' }).execute();
    const message = { messageId: 'm1', from: 'staff', staffNo: '1001', at: new Date().toISOString(), replyClock: null };
    await db.insertInto('outbox').values({ ticket_no: ticketNo, kind: 'message', payload: message }).execute();
    await withRelay(() => eventually(isTold));
    expect([counter.ticketClient.started, counter.ticketClient.messages]).toEqual([[], []]);
  });

  test('what was said later waits for what was said before, also while only that is put off', async () => {
    const ticketNo = await numberOf(counter.intake.open(request()));
    const other = await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    const { db } = counter.database;
    const say = async (ticket: TicketNo, messageId: string, dueIn: string): Promise<void> => {
      const payload = { messageId, from: 'staff', staffNo: '1001', at: new Date().toISOString(), replyClock: null };
      const next_attempt_at = sql<Date>`now() + ${dueIn}::interval`;
      await db.insertInto('outbox').values({ ticket_no: ticket, kind: 'message', payload, next_attempt_at }).execute();
    };
    await say(ticketNo, 'm1', '1 hour');
    await say(ticketNo, 'm2', '0 hours');
    await say(other, 'm3', '0 hours');
    const told = (): string[] => counter.ticketClient.messages.map(({ message: { messageId } }) => messageId);
    await withRelay(() => eventually(() => Promise.resolve(told().includes('m3'))));
    expect(told()).toEqual(['m3']);
    await dueNow();
    await withRelay(() => eventually(isTold));
    expect(told()).toEqual(['m3', 'm1', 'm2']);
  });

  test('asked to catch up, it begins with what PostgreSQL has, and is told how far that has come', async () => {
    const ticketNo = await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    counter.ticketClient.started.length = 0;
    counter.ticketClient.unstarted.add(ticketNo);
    await askToCatchUp(counter.database.db, ticketNo);
    await withRelay(() => eventually(isTold));
    expect(counter.ticketClient.started.map((state) => state.ticketNo)).toEqual([ticketNo]);
    expect(counter.ticketClient.caughtUp.map((state) => state.ticketNo)).toEqual([ticketNo]);
  });

  test('asked to catch up however often, it is told once how far the ticket has come', async () => {
    const ticketNo = await numberOf(counter.intake.open(request()));
    await counter.intake.settled();
    for (let nth = 0; nth < 3; nth += 1) await askToCatchUp(counter.database.db, ticketNo);
    await withRelay(() => eventually(isTold));
    expect(counter.ticketClient.caughtUp.map(({ ticketNo: no, version }) => [no, version])).toEqual([[ticketNo, 1]]);
  });
});

test('the ticket whose limit is nearest is started first, however many were opened before it', async () => {
  counter.ticketClient.away = true;
  const simple: TicketNo[] = [];
  for (let nth = 0; nth < 4; nth += 1) simple.push(await numberOf(counter.intake.open(request({ channel: 'phone' }))));
  const urgent = await numberOf(counter.intake.open(request({ category: 'ACC.LOGIN.STOLEN', channel: 'phone' })));
  await counter.intake.settled();
  counter.ticketClient.away = false;
  await dueNow();
  await withRelay(() => eventually(isTold));
  expect(counter.ticketClient.started.map((state) => state.ticketNo)).toEqual([urgent, ...simple]);
});

test('an archived ticket never starts a workflow again', async () => {
  counter.ticketClient.away = true;
  await numberOf(counter.intake.open(request()));
  await counter.intake.settled();
  counter.ticketClient.away = false;
  await sql`update tickets set status = 'ARCHIVED'`.execute(counter.database.db);
  await dueNow();
  await withRelay(() => eventually(isTold));
  expect(counter.ticketClient.started).toEqual([]);
});

test('a flood of words to one ticket is told one by one without a pause in between', async () => {
  const ticketNo = await numberOf(counter.intake.open(request()));
  await counter.intake.settled();
  const said = Array.from({ length: 20 }, (_, nth) => `m${nth}`);
  const rows = said.map((messageId) => ({
    ticket_no: ticketNo,
    kind: 'message' as const,
    payload: { messageId, from: 'staff', staffNo: '1001', at: new Date().toISOString(), replyClock: null },
  }));
  await counter.database.db.insertInto('outbox').values(rows).execute();
  await withRelay(() => eventually(isTold));
  expect(counter.ticketClient.messages.map(({ message: { messageId } }) => messageId)).toEqual(said);
});

test('several relays tell each ticket once', async () => {
  counter.ticketClient.away = true;
  await Promise.all(Array.from({ length: 40 }, () => numberOf(counter.intake.open(request()))));
  await counter.intake.settled();
  counter.ticketClient.away = false;
  await dueNow();
  await withRelay(() => withRelay(() => withRelay(() => eventually(isTold))));
  const started = counter.ticketClient.started.map((state) => state.ticketNo);
  expect(started.length).toBe(40);
  expect(new Set(started).size).toBe(40);
});

test('words of refused commands are swept after 30 days, kept ones stay, and so do those that may still be recorded', async () => {
  const { db } = counter.database;
  const [refused, open] = [
    await storeText(db, 'KF20251107001', { reason: 'refused' }),
    await storeText(db, 'KF20251107001', {}),
  ];
  await sql`update texts set created_at = now() - interval '31 days' where id = ${refused}`.execute(db);
  await sql`update texts set created_at = now() - interval '29 days' where id = ${open}`.execute(db);
  await numberOf(counter.intake.open(request({ urgentReason: '客户在等' })));
  await sql`update texts set created_at = now() - interval '40 days' where kept`.execute(db);
  const ids = async (): Promise<string[]> => (await db.selectFrom('texts').select('id').execute()).map((row) => row.id);
  await sweep({ db, logger: SILENT });
  expect(await ids()).not.toContain(refused);
  expect(await ids()).toContain(open);
  expect(await count(counter.database, 'texts')).toBe(2);
});

test('keys are forgotten after two days, and not before', async () => {
  const again = { idempotency: key('asked again') };
  const first = await numberOf(counter.intake.open(request(again)));
  const sweptAt = async (age: string): Promise<void> => {
    await sql`update idempotency_keys set created_at = now() - ${age}::interval`.execute(counter.database.db);
    await sweep({ db: counter.database.db, logger: SILENT });
  };
  await sweptAt('47 hours');
  expect(await numberOf(counter.intake.open(request(again)))).toBe(first);
  await sweptAt('49 hours');
  expect(await count(counter.database, 'idempotency_keys')).toBe(0);
});
