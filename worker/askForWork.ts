import type { Client } from '@temporalio/client';
import { TASK_QUEUES } from '../contracts/ids.ts';

const PATIENCE_MS = 3_000;

/** Asks Temporal for the queue of tickets; rejects where it does not answer in 3 s. */
export async function askForWork(client: Client): Promise<void> {
  const { namespace } = client.options;
  await client.withDeadline(Date.now() + PATIENCE_MS, () =>
    client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUES.tickets } }),
  );
}
