import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessagePosted } from '../../../contracts/commands.ts';
import { ticketWorkflowId, type TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createIntake } from '../../../intake/openTicket.ts';
import { createRelay } from '../../../intake/relay.ts';
import { isReply, replyDueAt } from '../../support/replyDue.ts';
import { FakeTicketClient, numberOf, request } from '../db/counter.ts';
import { Ground } from './ground.ts';
import { standardTimetables } from '../../support/timetables.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

const PATIENT = { timeout: 30_000, interval: 100 };
const inMs = (ms: number): Instant => new Date(Date.now() + ms).toISOString();

/** A question online whose reply is due at this instant. */
async function openedDueAt(dueAt: Instant): Promise<TicketNo> {
  const { db } = ground.database;
  const intake = createIntake({ db, ticketClient: new FakeTicketClient(), timetables: standardTimetables });
  const ticketNo = await numberOf(intake.open(request()));
  await intake.settled();
  await ground.tickets.start(replyDueAt(await stateOf(ticketNo), dueAt));
  return ticketNo;
}

async function stateOf(ticketNo: TicketNo): Promise<TicketState> {
  const state = await readTicketState(ground.database.db, ticketNo);
  if (state === null) throw new Error(`no ${ticketNo}`);
  return state;
}

/** An answer of staff a moment before the reply is due. */
function answerBefore(dueAt: Instant): MessagePosted {
  const at = new Date(Date.parse(dueAt) - 1).toISOString();
  return { messageId: randomUUID(), from: 'staff', staffNo: '1001', at, replyClock: null };
}

const replyOf = async (ticketNo: TicketNo) => (await stateOf(ticketNo)).clocks.find(isReply);

/** What of the ticket's timers Temporal has recorded. */
async function timersOf(ticketNo: TicketNo): Promise<{ armed: boolean; fired: boolean }> {
  const { events } = await ground.handle(ticketWorkflowId(ticketNo)).fetchHistory();
  const all = events ?? [];
  return {
    armed: all.some((event) => event.timerStartedEventAttributes),
    fired: all.some((event) => event.timerFiredEventAttributes),
  };
}

test('an answer that Temporal knew while no worker was there is in time, though its limit came meanwhile', async () => {
  const stopWorker = await ground.worker(20);
  const dueAt = inMs(20_000);
  const ticketNo = await openedDueAt(dueAt);
  await expect.poll(() => timersOf(ticketNo), PATIENT).toMatchObject({ armed: true });
  await stopWorker();
  expect(await timersOf(ticketNo)).toMatchObject({ fired: false });
  const answer = answerBefore(dueAt);
  await ground.tickets.messagePosted(ticketNo, answer);
  await expect.poll(() => timersOf(ticketNo), PATIENT).toMatchObject({ fired: true });
  const stopNext = await ground.worker(20);
  await expect
    .poll(() => replyOf(ticketNo), PATIENT)
    .toMatchObject({ status: 'met', breached: false, stoppedAt: answer.at });
  await stopNext();
}, 120_000);

test('one that stands in the outbox is in time too, and the relay’s telling of it later changes nothing', async () => {
  const { db } = ground.database;
  const dueAt = inMs(-1000);
  const ticketNo = await openedDueAt(dueAt);
  const answer = answerBefore(dueAt);
  await db
    .insertInto('outbox')
    .values({ ticket_no: ticketNo, kind: 'message', payload: JSON.stringify(answer), due_at: answer.at })
    .execute();
  const stopWorker = await ground.worker(20);
  await expect.poll(() => replyOf(ticketNo), PATIENT).toMatchObject({ status: 'met', stoppedAt: answer.at });
  const relay = createRelay({ db, ticketClient: ground.tickets });
  relay.start();
  const untold = () => db.selectFrom('outbox').select('kind').where('ticket_no', '=', ticketNo).execute();
  await expect.poll(untold, PATIENT).toEqual([]);
  await relay.stop();
  await ground.idle(ticketWorkflowId(ticketNo));
  const decided = await db
    .selectFrom('decisions')
    .select('cause')
    .where('ticket_no', '=', ticketNo)
    .where('cause', '=', answer.messageId)
    .execute();
  expect(decided).toHaveLength(1);
  await stopWorker();
}, 120_000);
