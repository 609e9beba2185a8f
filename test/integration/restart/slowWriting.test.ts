import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { stateQuery } from '../../../workflows/ticket/messages.ts';
import { people } from '../../support/desk.ts';
import { replayed } from '../../support/replayed.ts';
import { Ground } from './ground.ts';
import { shortTasks, WRITING_MS } from './shortTasks.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare([shortTasks]);
});
afterAll(() => ground.clear());

/** A task that only waited is followed at once by the next. */
async function countProlonged(ticketNo: TicketNo): Promise<number> {
  const { events = [] } = await ground.history(ticketNo);
  return (events ?? []).filter(
    ({ workflowTaskCompletedEventAttributes: completed }, n) =>
      completed && events?.[n + 1]?.workflowTaskScheduledEventAttributes,
  ).length;
}

const word = {
  messageId: randomUUID(),
  from: 'staff',
  staffNo: '1001',
  at: new Date().toISOString(),
  replyClock: null,
} as const;

/** A replay reads on its clock when the last part of a prolonged task began. */
test('a decision that was long in writing was made at the same instant when another worker replays it', async () => {
  let found: () => void = () => undefined;
  const finding = new Promise<void>((resolve) => (found = resolve));
  const stop = await ground.worker(100, (activities) => ({
    ...activities,
    route: () => finding.then(() => refOf(people.senior)),
    record: async (decision) => {
      if (decision.cause.startsWith('route:')) await pause(WRITING_MS);
      return activities.record(decision);
    },
  }));
  const ticketNo = await ground.opened();
  const stands = () => readTicketState(ground.database.db, ticketNo);
  await ground.tickets.messagePosted(ticketNo, word);
  const buyer: Actor = { kind: 'customer', companyId: (await stands())?.companyId ?? '', accountId: 'any' };
  await ground.give(ticketNo, buyer, ['escalate', {}]);
  // A task that leads to nothing.
  await ground.tickets.messagePosted(ticketNo, word);
  await pause(200);
  found();
  await expect.poll(async () => (await stands())?.assignee, { timeout: 10_000 }).toEqual(refOf(people.senior));
  await ground.idle(ticketNo);
  expect(await countProlonged(ticketNo)).toBe(1);
  await stop();

  await ground.worker(100);
  expect(await ground.handle(ticketNo).query(stateQuery)).toEqual(await stands());
  await replayed(ground.handle(ticketNo), null);
});
