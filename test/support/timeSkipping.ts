import type { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, inject } from 'vitest';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import { stopAll } from './stopping.ts';

/** A Temporal server whose clock jumps to the next timer, with the workflows as they are shipped. */
export interface TimeSkipping {
  readonly client: Client;
  /** In the server's time, as milliseconds since 1970. */
  now(): Promise<number>;
  sleep(ms: number): Promise<void>;
}

type Activities = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** One for all tests of a file, which bring the activities. */
export function timeSkipping(activities: Activities): TimeSkipping {
  let env: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    const executable = { type: 'existing-path', path: inject('testServerPath') } as const;
    env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    worker = await Worker.create({
      connection: env.nativeConnection,
      namespace: env.namespace ?? 'default',
      taskQueue: TASK_QUEUES.tickets,
      workflowBundle: { codePath: inject('workflowBundlePath') },
      activities,
    });
    running = worker.run();
  });
  afterAll(async () => {
    await stopAll([async () => worker.shutdown(), () => running, () => env.teardown()]);
  });

  return {
    get client() {
      return env.client;
    },
    now: () => env.currentTimeMs(),
    sleep: (ms) => env.sleep(ms),
  };
}
