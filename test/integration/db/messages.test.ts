import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MessagePosted } from '../../../contracts/commands.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { lockConversation, writeMessage } from '../../../db/repositories/messages.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createMessages, type Messages, type PostedMessage, type PostRequest } from '../../../intake/messages.ts';
import { createRelay } from '../../../intake/relay.ts';
import { type Counter, count, eventually, numberOf, openCounter, request } from './counter.ts';
import { standardTimetables } from '../../support/timetables.ts';

const CUSTOMER: Actor = { kind: 'customer', companyId: 'C1001', accountId: 'A100101' };
const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

let counter: Counter;
let messages: Messages;
let ticketNo: TicketNo;
beforeAll(async () => {
  counter = await openCounter();
  messages = createMessages({
    db: counter.database.db,
    ticketClient: counter.ticketClient,
    timetables: standardTimetables,
    patienceMs: 0,
  });
});
beforeEach(async () => {
  await messages.settled();
  await counter.clear();
  ticketNo = await numberOf(counter.intake.open(request()));
  await eventually(isTold);
});
afterAll(() => counter.close());

const isTold = async (): Promise<boolean> => (await count(counter.database, 'outbox')) === 0;

function post(author: Actor, changes: Partial<PostRequest> = {}): Promise<PostedMessage> {
  const plain = { text: '请问进展？', internal: false, promise: null, keepsPromises: null };
  return messages.post({ ticketNo, author, ...plain, key: key(), ...changes });
}

function key(name: string = randomUUID(), body = ''): PostRequest['key'] {
  const hash = createHash('sha256').update(body).digest();
  return { principal: 'account:A100101', route: 'POST /v1/tickets/messages', key: name, hash };
}

const isLockAwaited = async (): Promise<boolean> => {
  const { rows } =
    await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
      counter.database.db,
    );
  return rows.length > 0;
};

const owed = async (): Promise<boolean> => {
  const row = await counter.database.db.selectFrom('tickets').select('reply_owed_since').executeTakeFirstOrThrow();
  return row.reply_owed_since !== null;
};

async function told(): Promise<string[]> {
  await messages.settled();
  return counter.ticketClient.messages.map(
    ({ message }) => `${message.from} ${message.staffNo ?? ''} ${message.replyClock !== null}`,
  );
}

test('of two at the same moment the second is judged by what the first has made of the ticket', async () => {
  const { db } = counter.database;
  const promise = { by: new Date(Date.now() + 3_600_000).toISOString(), what: null };
  const said = { ticketNo, author: AGENT, text: '核实后回复您', internal: false, promise, posted: null };
  const waiting = await db.transaction().execute(async (first) => {
    const conversation = await lockConversation(first, ticketNo);
    if (conversation === null) throw new Error(`no ${ticketNo}`);
    const second = db.transaction().execute((tx) => lockConversation(tx, ticketNo));
    await eventually(isLockAwaited);
    await writeMessage(first, { ...said, key: key(), id: randomUUID(), conversation, replyOwedSince: null });
    return { second };
  });
  expect(await waiting.second).toMatchObject({ promiseOpen: true, customerWaits: false });
});

test('of two at the same moment the second waits', async () => {
  const { db } = counter.database;
  const meanwhile = await db.transaction().execute(async (first) => {
    await lockConversation(first, ticketNo);
    const second = db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = '200ms'`.execute(tx);
      await lockConversation(tx, ticketNo);
    });
    return second.then(() => 'judged', String);
  });
  expect(meanwhile).toContain('lock timeout');
});

describe('who owes whom a reply', () => {
  test('from the opening on the desk owes one; more questions change nothing; the first word of staff settles it', async () => {
    expect(await owed()).toBe(true);
    await post(CUSTOMER);
    expect(await told()).toEqual([]);
    await post(AGENT);
    expect(await owed()).toBe(false);
    expect(await told()).toEqual(['staff 1001 false']);
  });

  test('the next question starts a reply limit again', async () => {
    await post(AGENT);
    await post(CUSTOMER);
    await eventually(isToldByRelayToo);
    expect(await owed()).toBe(true);
    expect(await told()).toEqual(['staff 1001 false', 'customer  true']);
  });

  test('an internal note answers nobody', async () => {
    await post(AGENT, { internal: true });
    expect(await owed()).toBe(true);
    expect(await told()).toEqual([]);
  });

  test('staff writing down what the customer said speak for the customer', async () => {
    await post({ ...AGENT, onBehalf: true });
    expect(await owed()).toBe(true);
  });

  test('a further word of staff is not told to the workflow once its contact is known', async () => {
    await post(AGENT);
    await told();
    await answeredByWorkflow();
    await post(AGENT);
    expect(await told()).toEqual(['staff 1001 false']);
  });

  test('a further word of staff is told where the customer, silent for 20 minutes, has left the conversation', async () => {
    await post(AGENT);
    await told();
    await answeredByWorkflow();
    await sql`update tickets set created_at = created_at - interval '20 minutes'`.execute(counter.database.db);
    await post(AGENT);
    await eventually(isToldByRelayToo);
    await answeredByWorkflow();
    await post({ ...AGENT, onBehalf: true });
    await eventually(isToldByRelayToo);
    await answeredByWorkflow();
    await post(AGENT);
    const words = counter.ticketClient.messages.map(({ message }) => message);
    expect(words.map(({ from, conversationOver }) => [from, conversationOver])).toEqual([
      ['staff', undefined],
      ['staff', true],
      ['customer', undefined],
    ]);
  });

  test('a word of staff answers an urge, though the customer himself wrote nothing since', async () => {
    await answeredByWorkflow();
    await sql`update clocks set id = 'URGE_REPLY', status = 'running', stopped_at = null where position = 0`.execute(
      counter.database.db,
    );
    await post(AGENT);
    expect(await told()).toEqual(['staff 1001 false']);
  });
});

/** As the ticket's row and limits stand after the first word of staff. */
async function answeredByWorkflow(): Promise<void> {
  await sql`update tickets set first_contact = '1001', reply_owed_since = null`.execute(counter.database.db);
  await sql`update clocks set status = 'met', stopped_at = now()`.execute(counter.database.db);
}

describe('a time promised in a message', () => {
  const soon = (): string => new Date(Date.now() + 3_600_000).toISOString();
  const toldPromises = async (): Promise<unknown[]> => {
    await messages.settled();
    return counter.ticketClient.messages.map(({ message: { promiseBy, keepsPromises } }) => [promiseBy, keepsPromises]);
  };

  test('is told to the workflow as an instant; what was promised stays with the message', async () => {
    const by = soon();
    const posted = await post(AGENT, { promise: { by, what: '告知核实结果' } });
    expect(posted).toMatchObject({ kind: 'posted', message: { promise: { by, what: '告知核实结果' } } });
    expect(await toldPromises()).toEqual([[by, false]]);
    expect(JSON.stringify(counter.ticketClient.messages)).not.toContain('核实结果');
    const stored = await counter.database.db.selectFrom('messages').select('promise_by').executeTakeFirstOrThrow();
    expect(stored.promise_by?.toISOString()).toBe(by);
  });

  test('is answered without further waiting where the workflow cannot be told', async () => {
    counter.ticketClient.away = true;
    const asked = { patienceMs: 3_600_000, timetables: standardTimetables };
    const patient = createMessages({ db: counter.database.db, ticketClient: counter.ticketClient, ...asked });
    const promise = { by: soon(), what: null };
    const said = { ticketNo, author: AGENT, text: '核实后回复您', internal: false, promise, keepsPromises: null };
    expect(await patient.post({ ...said, key: key() })).toMatchObject({ kind: 'posted' });
    await patient.settled();
    expect(await count(counter.database, 'outbox')).toBe(1);
  });

  test('is answered once it can be read, also where it is told only after words that were said before', async () => {
    const { database, ticketClient } = counter;
    const { db } = database;
    const payload = { messageId: 'm1', from: 'staff', staffNo: '1002', at: soon(), replyClock: null };
    await db.insertInto('outbox').values({ ticket_no: ticketNo, kind: 'message', payload }).execute();
    const taking = {
      start: (state: TicketState) => ticketClient.start(state),
      recorded: (state: TicketState) => ticketClient.recorded(state),
      messagePosted: async (no: TicketNo, message: MessagePosted): Promise<void> => {
        await ticketClient.messagePosted(no, message);
        const decision = { ticket_no: no, version: 1 + ticketClient.messages.length, cause: message.messageId };
        await db.insertInto('decisions').values(decision).execute();
      },
    };
    const asked = { timetables: standardTimetables, patienceMs: 3_600_000 };
    const patient = createMessages({ db, ticketClient: taking, ...asked });
    const relay = createRelay({ db, ticketClient: taking });
    relay.start();
    const promise = { by: soon(), what: null };
    const said = { ticketNo, author: AGENT, text: '核实后回复您', internal: false, promise, keepsPromises: null };
    await patient.post({ ...said, key: key() });
    expect(ticketClient.messages.map(({ message: { promiseBy } }) => promiseBy)).toEqual([undefined, promise.by]);
    await relay.stop();
  });

  test('makes the next word of staff known to the workflow too, even before the promise itself was recorded', async () => {
    await answeredByWorkflow();
    const by = soon();
    await post(AGENT, { promise: { by, what: null } });
    await post(AGENT);
    await eventually(isToldByRelayToo);
    expect(await toldPromises()).toEqual([
      [by, false],
      [undefined, undefined],
    ]);
  });

  test('is not what a message keeps that says so', async () => {
    await answeredByWorkflow();
    await post(AGENT, { promise: { by: soon(), what: null } });
    await post(AGENT, { keepsPromises: false });
    expect(await toldPromises()).toHaveLength(1);
  });

  test.each([
    ['a customer', CUSTOMER, {}, '/promise'],
    ['an internal note', AGENT, { internal: true }, '/promise'],
    ['an internal note without one', AGENT, { internal: true, promise: null, keepsPromises: true }, '/keepsPromises'],
  ])('is no business of %s', async (_who, author, changes, pointer) => {
    const refused = await post(author, { promise: { by: soon(), what: null }, ...changes });
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'validation', errors: [{ pointer }] } });
    expect(await count(counter.database, 'messages')).toBe(0);
  });

  test('has to lie ahead, and not on a closed ticket', async () => {
    const past = await post(AGENT, { promise: { by: '2025-11-07T07:00:00.000Z', what: null } });
    const errors = [{ pointer: '/promise/by' }];
    expect(past).toMatchObject({ kind: 'refused', refusal: { code: 'date-not-allowed', errors } });
    await sql`update tickets set status = 'CLOSED'`.execute(counter.database.db);
    const late = await post(AGENT, { promise: { by: soon(), what: null } });
    expect(late).toMatchObject({ kind: 'refused', refusal: { code: 'state-conflict' } });
  });
});

async function isToldByRelayToo(): Promise<boolean> {
  if (await isTold()) return true;
  const relay = createRelay({ db: counter.database.db, ticketClient: counter.ticketClient });
  relay.start();
  await relay.stop();
  return isTold();
}

test('a message stands in the timeline with the next number and its words apart', async () => {
  const answer = await post(CUSTOMER, { text: '补充一张截图' });
  const { db } = counter.database;
  const last = await db.selectFrom('ticket_events').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
  const message = await db.selectFrom('messages').selectAll().executeTakeFirstOrThrow();
  expect(last).toMatchObject({
    seq: 2,
    type: 'message',
    data: { messageId: message.id, internal: false },
    text_id: null,
  });
  expect(message).toMatchObject({ seq: 2, body: '补充一张截图', author: CUSTOMER });
  expect(answer).toMatchObject({
    kind: 'posted',
    replayed: false,
    message: { id: message.id, seq: 2, at: message.created_at.toISOString() },
  });
});

test('forty messages at once get forty places in the timeline', async () => {
  await Promise.all(Array.from({ length: 40 }, () => post(CUSTOMER)));
  const rows = await counter.database.db.selectFrom('ticket_events').select('seq').orderBy('seq').execute();
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
});

describe('the same key', () => {
  test('posts once, also twice at once, and answers the same', async () => {
    const [first, second] = await Promise.all([post(CUSTOMER, { key: key('k') }), post(CUSTOMER, { key: key('k') })]);
    const third = await post(CUSTOMER, { key: key('k') });
    expect(await count(counter.database, 'messages')).toBe(1);
    const ids = [first, second, third].map((answer) => (answer.kind === 'posted' ? answer.message.id : answer.kind));
    expect(new Set(ids).size).toBe(1);
  });

  test('with another body is refused', async () => {
    await post(CUSTOMER, { key: key('k', 'one') });
    expect(await post(CUSTOMER, { key: key('k', 'two') })).toEqual({ kind: 'key-reused' });
  });
});

describe('refused', () => {
  test.each([
    { status: 'CLOSED', author: CUSTOMER, code: 'state-conflict', names: 'reopen' },
    { status: 'ARCHIVED', author: CUSTOMER, code: 'ticket-archived', names: 'archived' },
    { status: 'ARCHIVED', author: AGENT, code: 'ticket-archived', names: 'archived' },
  ])('$author.kind on a ticket that is $status', async ({ status, author, code, names }) => {
    await sql`update tickets set status = ${status}`.execute(counter.database.db);
    const answer = await post(author, { key: key('k') });
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { code, detail: { en: expect.stringContaining(names) } },
    });
    expect(await count(counter.database, 'messages')).toBe(0);
  });

  test('an internal note from a customer', async () => {
    expect(await post(CUSTOMER, { internal: true })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'validation' },
    });
  });

  test('a ticket that is not there', async () => {
    expect(await post(CUSTOMER, { ticketNo: 'KF20200101001' })).toEqual({ kind: 'not-found' });
  });
});

test('while Temporal is away messages are taken, and told in their order later', async () => {
  counter.ticketClient.away = true;
  await post(AGENT);
  await post(CUSTOMER);
  await messages.settled();
  expect(await count(counter.database, 'outbox')).toBe(2);
  counter.ticketClient.away = false;
  await sql`update outbox set next_attempt_at = now()`.execute(counter.database.db);
  const relay = createRelay({ db: counter.database.db, ticketClient: counter.ticketClient });
  relay.start();
  await eventually(isTold);
  await relay.stop();
  expect(await told()).toEqual(['staff 1001 false', 'customer  true']);
});

test('what is said when Temporal is back waits for what was said while it was away', async () => {
  counter.ticketClient.away = true;
  await post(AGENT);
  await messages.settled();
  counter.ticketClient.away = false;
  await post(CUSTOMER);
  expect(await told()).toEqual([]);
  expect(await count(counter.database, 'outbox')).toBe(2);
});
