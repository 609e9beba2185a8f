import { randomInt } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Reassignment, reassignmentWorkflowId, type ReassignmentTally } from '../../contracts/reassignments.ts';
import { createReassignmentClient, type ReassignmentClient } from '../../intake/reassignments/reassignmentClient.ts';
import { replayed } from '../support/replayed.ts';
import { timeSkipping } from '../support/timeSkipping.ts';

const MINUTE_MS = 60_000;

let reassignments: ReassignmentClient;
/** What the tickets would come to; `fails` so often does one of them not answer first. */
let desk: { tally: ReassignmentTally | null; fails: number; asked: { changeId: string; at: number }[] };

async function reassignTickets(changeId: string): Promise<ReassignmentTally | null> {
  desk.asked.push({ changeId, at: await time.now() });
  if (desk.asked.length <= desk.fails) throw new Error('1 tickets of 1001 did not answer in time');
  return desk.tally;
}

const time = timeSkipping({ reassignTickets });
beforeAll(() => {
  reassignments = createReassignmentClient(time.client);
});
beforeEach(() => {
  desk = { tally: { moved: 2, queued: 1, kept: 0 }, fails: 0, asked: [] };
});

/** An order that is due so many minutes from now. */
async function ordered(minutes: number): Promise<Reassignment> {
  const dueAt = new Date((await time.now()) + minutes * MINUTE_MS).toISOString();
  return { changeId: String(randomInt(1_000_000)), staffNo: '1001', dueAt };
}

async function over(order: Reassignment, name: string): Promise<void> {
  const handle = time.client.workflow.getHandle(reassignmentWorkflowId(order));
  await handle.result();
  await replayed(handle, { name, folder: 'reassignment' });
}

describe('the tickets of somebody who dropped out', () => {
  test('off: go to others at once', async () => {
    const order = await ordered(0);
    await reassignments.start(order);
    await over(order, 'off-at-once');
    expect(desk.asked.map(({ changeId }) => changeId)).toEqual([order.changeId]);
  });

  test('away: only when his ten minutes are over', async () => {
    const order = await ordered(10);
    await reassignments.start(order);
    await over(order, 'away-for-ten-minutes');
    expect(desk.asked).toHaveLength(1);
    expect(desk.asked[0]?.at).toBeGreaterThanOrEqual(Date.parse(order.dueAt));
  });

  test('away, and back before: it ends without anything done', async () => {
    desk.tally = null;
    const order = await ordered(10);
    await reassignments.start(order);
    await over(order, 'back-in-time');
    expect(desk.asked).toHaveLength(1);
  });

  test('a ticket that does not answer is asked again until it does', async () => {
    desk.fails = 3;
    const order = await ordered(0);
    await reassignments.start(order);
    await over(order, 'a-ticket-did-not-answer');
    expect(desk.asked).toHaveLength(4);
  });

  test('told twice, also afterwards, it happens once', async () => {
    const order = await ordered(1);
    await reassignments.start(order);
    await reassignments.start(order);
    await over(order, 'told-twice');
    await reassignments.start(order);
    expect(desk.asked).toHaveLength(1);
  });
});
