import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { people } from '../../support/desk.ts';
import { stateQuery } from '../../../workflows/ticket/messages.ts';
import { Ground, SUGGESTED_EVENTS } from './ground.ts';

/** Whether the answer or what was written comes first is a matter of chance. */
const TICKETS = 12;
/** A message, its task and the mark of what was written; the next task begins beyond the limit. */
const EVENTS_OF_A_MESSAGE = 7;

let ground: Ground;
let stop: () => Promise<void>;
beforeAll(async () => {
  ground = await Ground.prepare();
  stop = await ground.worker(100);
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

  const workflowBundle = { codePath: inject('workflowBundlePath') };
  for (const ticketNo of tickets) {
    const histories = await ground.histories(ticketNo);
    for (const history of histories)
      await expect(Worker.runReplayHistory({ workflowBundle }, history, ticketNo)).resolves.toBeUndefined();
  }
});
