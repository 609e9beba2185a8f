import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { people } from '../../support/desk.ts';
import { stateQuery } from '../../../workflows/ticket/messages.ts';
import { keepHistory } from '../../support/histories.ts';
import { Ground, SUGGESTED_EVENTS } from './ground.ts';
import { shortTasks, WRITING_MS } from './shortTasks.ts';

/** Whether the answer or what was written comes first is a matter of chance. */
const TICKETS = 12;
/** A message, its task and the mark of what was written; the next task begins beyond the limit. */
const EVENTS_OF_A_MESSAGE = 7;

let ground: Ground;
let stop: () => Promise<void>;
let writingMs = 0;
beforeAll(async () => {
  ground = await Ground.prepare([shortTasks]);
  stop = await ground.worker(100, (activities) => ({
    ...activities,
    record: async (decision) => {
      await pause(writingMs);
      return activities.record(decision);
    },
  }));
});
afterAll(async () => {
  await stop();
  await ground.clear();
});

async function say(ticketNo: TicketNo, messageId: string): Promise<void> {
  const message = {
    messageId,
    from: 'staff',
    staffNo: '1001',
    at: new Date().toISOString(),
    replyClock: null,
  } as const;
  await ground.tickets.messagePosted(ticketNo, message);
}

async function eventsOf(ticketNo: TicketNo): Promise<number> {
  return (await ground.history(ticketNo)).events?.length ?? 0;
}

/** Its next message makes it too long. */
async function longTicket(): Promise<TicketNo> {
  const ticketNo = await ground.opened();
  await ground.give(ticketNo, people.agent, ['take-over', {}]);
  const repeated = randomUUID();
  while ((await eventsOf(ticketNo)) + EVENTS_OF_A_MESSAGE < SUGGESTED_EVENTS) {
    await say(ticketNo, repeated);
    await ground.idle(ticketNo);
  }
  return ticketNo;
}

async function expectToReplay(ticketNo: TicketNo): Promise<void> {
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  for (const history of await ground.histories(ticketNo))
    await expect(Worker.runReplayHistory({ workflowBundle }, history, ticketNo)).resolves.toBeUndefined();
}

/** The length is told with each task; a replay reads that of the last task that what came was taken in. */
test('a ticket that grew too long while what it heard was written replays when more has come', async () => {
  const ticketNo = await longTicket();
  writingMs = WRITING_MS;
  for (let words = 0; words < 2; words += 1) {
    await say(ticketNo, randomUUID());
    await ground.idle(ticketNo);
  }
  const [first, second] = await ground.histories(ticketNo);
  if (first === undefined || second === undefined) throw new Error(`${ticketNo} went on in one run`);
  keepHistory('grew-long-while-written', first);
  await expectToReplay(ticketNo);
  writingMs = 0;
});

/** An answer to whoever looks ends the task of a decision; what was written is heard of in the next task, which is beyond the limit. */
test('tickets that are looked at in the moment in which they grow too long replay in each of their runs', async () => {
  const tickets = await Promise.all(Array.from({ length: TICKETS }, longTicket));
  await stop();
  for (const ticketNo of tickets) await say(ticketNo, randomUUID());
  const looks = tickets.map((ticketNo) => ground.handle(ticketNo).query(stateQuery));
  stop = await ground.worker(100, (activities) => ({
    ...activities,
    record: () => Promise.resolve({ plans: {}, adopted: null }),
  }));
  await Promise.all(looks);
  await Promise.all(tickets.map((ticketNo) => ground.idle(ticketNo)));
  // What a run ends with has to be followed by something to be missed in a replay.
  for (const ticketNo of tickets) await say(ticketNo, randomUUID());
  await Promise.all(tickets.map((ticketNo) => ground.idle(ticketNo)));

  for (const ticketNo of tickets) await expectToReplay(ticketNo);
});
