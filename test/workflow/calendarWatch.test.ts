import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { CalendarLook } from '../../activities/lookAtCalendar.ts';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import { createCalendarWatch } from '../../intake/timetables/calendarWatch.ts';

const DAY_MS = 24 * 3_600_000;

let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
const looks: number[] = [];

async function lookAtCalendar(): Promise<CalendarLook> {
  const now = await env.currentTimeMs();
  looks.push(now);
  return { missing: [2027], nextAt: new Date(now + DAY_MS).toISOString() };
}

beforeAll(async () => {
  const executable = { type: 'existing-path', path: inject('testServerPath') } as const;
  env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: TASK_QUEUES.tickets,
    workflowBundle: { codePath: inject('workflowBundlePath') },
    activities: { lookAtCalendar },
  });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await env.teardown();
});

test('the calendar is looked at once a day, however often the watch is asked for, and no history grows', async () => {
  const watches = [createCalendarWatch(env.client), createCalendarWatch(env.client)];
  for (const watch of [...watches, ...watches]) await watch.ensure();
  const handle = env.client.workflow.getHandle('kefu-calendar-watch');
  const first = (await handle.describe()).runId;
  await env.sleep(3.5 * DAY_MS);
  expect(looks).toHaveLength(4);
  expect(looks.slice(1).map((at, n) => Math.round((at - (looks[n] ?? 0)) / DAY_MS))).toEqual([1, 1, 1]);
  const { runId, status } = await handle.describe();
  expect([status.name, runId === first]).toEqual(['RUNNING', false]);
  const history = await handle.fetchHistory();
  expect(history.events?.length).toBeLessThan(15);
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  await expect(Worker.runReplayHistory({ workflowBundle }, history, 'kefu-calendar-watch')).resolves.toBeUndefined();
  await handle.terminate();
});
