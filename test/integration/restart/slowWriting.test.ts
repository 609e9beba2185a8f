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
import { lose } from './lose.ts';
import { shortTasks, WRITING_MS } from './shortTasks.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare([shortTasks]);
});
afterAll(() => ground.clear());

/** A task that only waited is followed at once by the next. */
async function countProlonged(ticketNo: TicketNo): Promise<number> {
  const events = (await ground.history(ticketNo)).events ?? [];
  return events.filter(
    ({ workflowTaskCompletedEventAttributes: completed }, n) =>
      completed && events[n + 1]?.workflowTaskScheduledEventAttributes,
  ).length;
}

async function buyerOf(ticketNo: TicketNo): Promise<Actor> {
  const state = await readTicketState(ground.database.db, ticketNo);
  return { kind: 'customer', companyId: state?.companyId ?? '', accountId: 'any' };
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
  const buyer = await buyerOf(ticketNo);
  await ground.give(ticketNo, buyer, ['escalate', {}]);
  // A task that leads to nothing.
  await ground.tickets.messagePosted(ticketNo, word);
  await pause(200);
  found();
  await expect.poll(async () => (await stands())?.assignee, { timeout: 10_000 }).toEqual(refOf(people.senior));
  await ground.idle(ticketNo);
  expect(await countProlonged(ticketNo)).toBe(1);
  await stop();

  const stopOther = await ground.worker(100);
  expect(await ground.handle(ticketNo).query(stateQuery)).toEqual(await stands());
  await stopOther();
  await replayed(ground.handle(ticketNo), null);
});

/** In a replay it is answered together with the writing that it came amid. */
test('who was found amid a long writing is not looked for again for what had been lost before it', async () => {
  let asked = 0;
  let found: () => void = () => undefined;
  const finding = new Promise<void>((resolve) => (found = resolve));
  const stop = await ground.worker(100, (activities) => ({
    ...activities,
    route: async () => {
      asked += 1;
      await finding;
      return null;
    },
    record: async (decision) => {
      if (decision.cause === 'm-2') {
        found();
        await pause(WRITING_MS);
      }
      return activities.record(decision);
    },
  }));
  const ticketNo = await ground.opened();
  const stands = () => readTicketState(ground.database.db, ticketNo);
  const buyer = await buyerOf(ticketNo);
  await ground.give(ticketNo, buyer, ['escalate', {}]);
  await expect.poll(() => asked).toBe(1);
  await lose(ground, ticketNo, { name: 'message-arrived', ...word });
  await ground.tickets.messagePosted(ticketNo, { ...word, messageId: 'm-2' });
  await expect.poll(async () => (await stands())?.version, { timeout: 10_000 }).toBe(5);
  await ground.idle(ticketNo);
  await stop();

  await replayed(ground.handle(ticketNo), { name: 'found-amid-a-long-writing', folder: 'ticket' });
  expect(asked).toBe(1);
});

/** Its beginning and the end of the writing are told in one task of a replay. */
test('a review that began amid a long writing is replayed with it', async () => {
  let slow = 1;
  const stop = await ground.worker(100, (activities) => ({
    ...activities,
    record: async (decision) => {
      const { ticketNo } = decision.state;
      if (decision.events.some(({ type }) => type === 'review-opened'))
        await ground.tickets.messagePosted(ticketNo, { ...word, messageId: 'm-2' });
      if (decision.cause === 'm-2' && slow > 0) {
        slow -= 1;
        await lose(ground, ticketNo, { name: 'message-arrived', ...word });
        await pause(WRITING_MS);
      }
      return activities.record(decision);
    },
  }));
  const ticketNo = await ground.opened();
  const stands = () => readTicketState(ground.database.db, ticketNo);
  const buyer = await buyerOf(ticketNo);
  await ground.give(ticketNo, people.agent, ['take-over', {}]);
  await ground.give(ticketNo, buyer, ['withdraw', {}]);
  await ground.give(ticketNo, buyer, ['complain', { about: null }]);
  await expect.poll(async () => (await stands())?.version, { timeout: 10_000 }).toBe(6);
  await ground.idle(ticketNo);
  await stop();

  await replayed(ground.handle(ticketNo), { name: 'review-began-amid-a-long-writing', folder: 'ticket' });
});
