import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { CommandRefused } from '../../../intake/workflowCall.ts';
import { Ground } from './ground.ts';

const AGENT: Actor = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

const merged = async (from: TicketNo, into: TicketNo): Promise<string> => {
  try {
    await ground.give(from, AGENT, ['merge', { into }]);
    return 'merged';
  } catch (error) {
    if (error instanceof CommandRefused) return error.refusal.errors?.[0]?.pointer ?? error.refusal.code;
    throw error;
  }
};

test('two merges into each other, judged by a worker that comes back: one is done, the other is told why not', async () => {
  const [one, two] = [await ground.opened(), await ground.opened()];
  const outcomes = Promise.all([merged(one, two), merged(two, one)]);
  const stopWorker = await ground.worker(20);
  try {
    expect((await outcomes).toSorted()).toEqual(['/into', 'merged']);
    const states = await Promise.all([one, two].map((ticketNo) => readTicketState(ground.database.db, ticketNo)));
    expect(states.map((state) => state?.status).toSorted()).toEqual(['CLOSED', 'RECEIVED']);
    // Whichever was refused goes on as if nothing had been asked.
    const open = states.find((state) => state?.status === 'RECEIVED');
    expect(open?.version).toBe(1);
  } finally {
    await stopWorker();
  }
}, 60_000);
