import type { Client } from '@temporalio/client';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import { type Reassignment, reassignmentWorkflowId } from '../../contracts/reassignments.ts';
import type { reassignment } from '../../workflows/reassignment/workflow.ts';
import { patiently } from '../workflowCall.ts';
import { unlessStarted } from '../unlessStarted.ts';

/** Where re-assignments are started. */
export interface ReassignmentClient {
  /** Starts its workflow; started already is fine, and one that was ended by force begins anew. Rejects while Temporal cannot be reached. */
  start(order: Reassignment): Promise<void>;
}

export function createReassignmentClient(client: Client): ReassignmentClient {
  return { start: (order) => patiently(client, () => start(client, order)) };
}

async function start(client: Client, order: Reassignment): Promise<void> {
  await unlessStarted(() =>
    client.workflow.start<typeof reassignment>('reassignment', {
      taskQueue: TASK_QUEUES.tickets,
      workflowId: reassignmentWorkflowId(order),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [order],
      staticSummary: `tickets of ${order.staffNo} to others`,
    }),
  );
}
