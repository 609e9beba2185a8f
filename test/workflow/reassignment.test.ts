import { randomInt } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import { type Reassignment, reassignmentWorkflowId, type ReassignmentTally } from '../../contracts/reassignments.ts';
import { createReassignmentDoor, type ReassignmentDoor } from '../../intake/reassignments/door.ts';
import { keepHistory } from '../support/histories.ts';

const RECORDING = process.env['KEFU_RECORD_HISTORIES'] === '1';
const MINUTE_MS = 60_000;

let env: TestWorkflowEnvironment;
let running: Promise<void>;
let worker: Worker;
let door: ReassignmentDoor;
/** What the tickets would come to; `fails` so often does one of them not answer first. */
let desk: { tally: ReassignmentTally | null; fails: number; asked: { changeId: string; at: number }[] };

async function reassignTickets(changeId: string): Promise<ReassignmentTally | null> {
  desk.asked.push({ changeId, at: await env.currentTimeMs() });
  if (desk.asked.length <= desk.fails) throw new Error('1 tickets of 1001 did not answer in time');
  return desk.tally;
}

beforeAll(async () => {
  const executable = { type: 'existing-path', path: inject('testServerPath') } as const;
  env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: TASK_QUEUES.tickets,
    workflowBundle: { codePath: inject('workflowBundlePath') },
    activities: { reassignTickets },
  });
  running = worker.run();
  door = createReassignmentDoor(env.client);
});
beforeEach(() => {
  desk = { tally: { moved: 2, queued: 1, kept: 0 }, fails: 0, asked: [] };
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await env.teardown();
});

/** An order that is due so many minutes from now. */
async function ordered(minutes: number): Promise<Reassignment> {
  const dueAt = new Date((await env.currentTimeMs()) + minutes * MINUTE_MS).toISOString();
  return { changeId: String(randomInt(1_000_000)), staffNo: '1001', dueAt };
}

async function over(order: Reassignment, name: string): Promise<void> {
  const workflowId = reassignmentWorkflowId(order);
  const handle: WorkflowHandle = env.client.workflow.getHandle(workflowId);
  await handle.result();
  const history = await handle.fetchHistory();
  if (RECORDING) keepHistory(name, history, 'reassignment');
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  await expect(Worker.runReplayHistory({ workflowBundle }, history, workflowId)).resolves.toBeUndefined();
}

describe('the tickets of somebody who dropped out', () => {
  test('off: go to others at once', async () => {
    const order = await ordered(0);
    await door.start(order);
    await over(order, 'off-at-once');
    expect(desk.asked.map(({ changeId }) => changeId)).toEqual([order.changeId]);
  });

  test('away: only when his ten minutes are over', async () => {
    const order = await ordered(10);
    await door.start(order);
    await over(order, 'away-for-ten-minutes');
    expect(desk.asked).toHaveLength(1);
    expect(desk.asked[0]?.at).toBeGreaterThanOrEqual(Date.parse(order.dueAt));
  });

  test('away, and back before: it ends without anything done', async () => {
    desk.tally = null;
    const order = await ordered(10);
    await door.start(order);
    await over(order, 'back-in-time');
    expect(desk.asked).toHaveLength(1);
  });

  test('a ticket that does not answer is asked again until it does', async () => {
    desk.fails = 3;
    const order = await ordered(0);
    await door.start(order);
    await over(order, 'a-ticket-did-not-answer');
    expect(desk.asked).toHaveLength(4);
  });

  test('told twice, also afterwards, it happens once', async () => {
    const order = await ordered(1);
    await door.start(order);
    await door.start(order);
    await over(order, 'told-twice');
    await door.start(order);
    expect(desk.asked).toHaveLength(1);
  });
});
