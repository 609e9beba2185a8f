import type { Client } from '@temporalio/client';
import { jobWorkflowId, TASK_QUEUES } from '../../contracts/ids.ts';
import type { timetableJob } from '../../workflows/timetableJob/workflow.ts';
import { patiently } from '../workflowCall.ts';

/** Where jobs are started. */
export interface JobClient {
  /** Starts the job's workflow; one that runs already goes on. Rejects while Temporal cannot be reached. */
  start(jobId: string): Promise<void>;
}

export function createJobClient(client: Client): JobClient {
  return { start: (jobId) => patiently(client, () => start(client, jobId)) };
}

async function start(client: Client, jobId: string): Promise<void> {
  await client.workflow.start<typeof timetableJob>('timetableJob', {
    taskQueue: TASK_QUEUES.tickets,
    workflowId: jobWorkflowId(jobId),
    // One that was ended by force is taken up again from where its row stands.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [{ jobId }],
    staticSummary: 'limits of many tickets under another calendar or policy',
  });
}
