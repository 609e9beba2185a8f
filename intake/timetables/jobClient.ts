import type { Client } from '@temporalio/client';
import { jobWorkflowId, TASK_QUEUES } from '../../contracts/ids.ts';
import type { timetableJob } from '../../workflows/timetableJob/workflow.ts';

/** Where jobs are started. */
export interface JobDoor {
  /** Starts the job's workflow; one that runs already goes on. Rejects while Temporal cannot be reached. */
  start(jobId: string): Promise<void>;
}

const PATIENCE_MS = 3_000;

export function createJobDoor(client: Client): JobDoor {
  return {
    start: (jobId) =>
      client.withDeadline(Date.now() + PATIENCE_MS, async () => {
        await client.workflow.start<typeof timetableJob>('timetableJob', {
          taskQueue: TASK_QUEUES.tickets,
          workflowId: jobWorkflowId(jobId),
          // One that was ended by force is taken up again from where its row stands.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          args: [{ jobId }],
          staticSummary: 'limits of many tickets under another calendar or policy',
        });
      }),
  };
}
