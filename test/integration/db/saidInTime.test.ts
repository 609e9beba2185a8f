import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Actor } from '../../../contracts/people.ts';
import { lockConversation, writeMessage } from '../../../db/repositories/messages.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { carriedOut, type TicketInput } from '../../../domain/ticket/decide.ts';
import { type DecisionRecord, type RecordedDecision, recordOf } from '../../../domain/ticket/record.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createMessages, type Messages } from '../../../intake/messages.ts';
import { isReply, replyDueAt } from '../../support/replyDue.ts';
import { type Counter, count, eventually, key, numberOf, openCounter, request } from './counter.ts';
import { standardTimetables } from '../../support/timetables.ts';

const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

let counter: Counter;
let messages: Messages;
let opened: TicketState;
beforeAll(async () => {
  counter = await openCounter();
  const { database, ticketClient } = counter;
  messages = createMessages({ db: database.db, ticketClient, timetables: standardTimetables, patienceMs: 0 });
});
beforeEach(async () => {
  await messages.settled();
  await counter.clear();
  const ticketNo = await numberOf(counter.intake.open(request()));
  await eventually(async () => (await count(counter.database, 'outbox')) === 0);
  const state = await readTicketState(counter.database.db, ticketNo);
  if (state === null) throw new Error(`no ${ticketNo}`);
  opened = state;
  counter.ticketClient.away = true;
});
afterAll(() => counter.close());

const requestKey = () => ({ ...key(), principal: 'staff:1001' });

/** An answer of staff; Temporal, where it is away, is not told of it. */
async function answered(): Promise<{ id: string; at: Instant }> {
  const plain = { text: '已为您导出。', internal: false, promise: null, keepsPromises: null };
  const posted = await messages.post({ ticketNo: opened.ticketNo, author: AGENT, ...plain, key: requestKey() });
  if (posted.kind !== 'posted') throw new Error(posted.kind);
  await messages.settled();
  return posted.message;
}

const beside = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();

/** The reply was due at this instant, and that is looked at a second later. */
async function judged(dueAt: Instant, heard: Heard = {}): Promise<RecordedDecision> {
  const due = replyDueAt(opened, dueAt);
  const keys = due.clocks.filter(isReply).map((clock) => clock.key);
  return record(due, { name: 'moments-passed', keys }, { cause: 'moments', at: beside(dueAt, 1000), ...heard });
}

type Heard = Pick<DecisionRecord, 'waiting' | 'heardFirst'>;

interface Turn extends Heard {
  readonly cause: string;
  readonly at: Instant;
}

function record(before: TicketState, input: TicketInput, { cause, at, ...heard }: Turn): Promise<RecordedDecision> {
  const decision = { ...recordOf(cause, before, carriedOut(before, input, at)), ...heard };
  return createRecord({ db: counter.database.db, timetables: standardTimetables })(decision);
}

const breaches = async (): Promise<number> => {
  const rows = counter.database.db.selectFrom('ticket_events').select('seq').where('type', '=', 'clock-breached');
  return (await rows.execute()).length;
};

test('a breach is not written while an answer given in time waits to be told; once that was decided on, it is not told again', async () => {
  const { id, at } = await answered();
  const due = beside(at, 1);
  const { heardFirst, adopted } = await judged(due);
  expect(adopted).toBeNull();
  expect(heardFirst?.map(({ messageId, at: said }) => [messageId, said])).toEqual([[id, at]]);
  expect(JSON.stringify(heardFirst)).not.toContain('已为您导出');
  expect(await breaches()).toBe(0);
  const [first] = heardFirst ?? [];
  if (first === undefined) throw new Error('nothing to hear');
  const { messageId, ...message } = first;
  expect(await record(opened, { name: 'message-arrived', ...message }, { cause: messageId, at })).not.toHaveProperty(
    'heardFirst',
  );
  // It stands in the outbox until Temporal was told.
  expect(await count(counter.database, 'outbox')).toBe(1);
  expect((await judged(due)).adopted?.causes).toEqual([id]);
});

test('nor while one waits of which Temporal was told, and the ticket has not heard; refused, it is not heard again', async () => {
  counter.ticketClient.away = false;
  const { id, at } = await answered();
  expect(await count(counter.database, 'outbox')).toBe(0);
  expect(counter.ticketClient.messages.at(-1)?.message.messageId).toBe(id);
  const { heardFirst } = await judged(beside(at, 1));
  expect(heardFirst?.map(({ messageId, at: said }) => [messageId, said])).toEqual([[id, at]]);
  expect(await breaches()).toBe(0);
  expect(await judged(beside(at, 1), { heardFirst: [id] })).not.toHaveProperty('heardFirst');
  expect(await breaches()).toBe(1);
});

test('one given at the due instant is in time, one a moment later is not', async () => {
  const { id, at } = await answered();
  expect((await judged(at)).heardFirst?.map(({ messageId }) => messageId)).toEqual([id]);
  expect(await judged(beside(at, -1))).not.toHaveProperty('heardFirst');
  expect(await breaches()).toBe(1);
});

test('what the ticket was told of already comes as well, in the order in which it was said, each once', async () => {
  const { id, at } = await answered();
  const told = { from: 'customer', staffNo: null, replyClock: null } as const;
  const earlier = { ...told, messageId: randomUUID(), at: beside(at, -5) };
  const later = { ...told, messageId: randomUUID(), at: beside(at, 5) };
  const known = { ...told, messageId: id, at };
  const { heardFirst } = await judged(beside(at, 2), { waiting: [later, known, earlier] });
  expect(heardFirst?.map(({ messageId }) => messageId)).toEqual([earlier.messageId, id]);
});

test('whoever is writing an answer when its time comes is waited for', async () => {
  const { db } = counter.database;
  const { ticketNo } = opened;
  const writing = await db.startTransaction().execute();
  const conversation = await lockConversation(writing, ticketNo);
  if (conversation === null) throw new Error(`no ${ticketNo}`);
  const { at } = conversation;
  const posted = { messageId: randomUUID(), from: 'staff', staffNo: '1001', at, replyClock: null } as const;
  const words = { author: AGENT, text: '马上', internal: false, promise: null, replyOwedSince: null };
  await writeMessage(writing, { key: requestKey(), id: posted.messageId, ticketNo, ...words, conversation, posted });
  const judging = judged(beside(at, 1));
  const waits = sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await eventually(async () => (await waits.execute(db)).rows[0]?.n === 1);
  await writing.commit().execute();
  expect((await judging).heardFirst?.map(({ messageId }) => messageId)).toEqual([posted.messageId]);
});
