import type { Client } from '@temporalio/client';
import type { CommandOutcome } from '../contracts/commands.ts';
import type { AcceptHandover, HandoverId } from '../contracts/handovers.ts';
import { TASK_QUEUES } from '../contracts/ids.ts';
import type { HandoverOpening } from '../domain/handover/state.ts';
import { acceptUpdate } from '../workflows/shiftHandover/messages.ts';
import { handoverAttributesOf, handoverSummary } from '../workflows/shiftHandover/searchAttributes.ts';
import type { shiftHandover } from '../workflows/shiftHandover/workflow.ts';
import { hasDone, patiently } from './workflowCall.ts';
import { unlessStarted } from './unlessStarted.ts';

/** What the API asks of hand-overs' workflows. Throws as a `TicketClient` does. */
export interface HandoverClient {
  /** Starts a shift's hand-over; started already is fine, and one that was ended by force goes on from where its row stands. */
  start(opening: HandoverOpening): Promise<void>;
  /** Throws `CommandRefused`, `ServiceUnavailable` or `WorkflowNotStarted`. */
  accept(handoverId: HandoverId, command: AcceptHandover, updateId: string): Promise<CommandOutcome>;
  /** Whether the acceptance of this id was carried out, whatever came after it. Throws `ServiceUnavailable`. */
  hasDone(handoverId: HandoverId, updateId: string): Promise<boolean>;
}

export function createHandoverClient(client: Client): HandoverClient {
  return {
    start: (opening) => patiently(client, () => start(client, opening)),
    accept: (handoverId, command, updateId) =>
      patiently(client, () =>
        client.workflow.getHandle(handoverId).executeUpdate(acceptUpdate, { args: [command], updateId }),
      ),
    hasDone: (handoverId, updateId) => hasDone(client, handoverId, updateId),
  };
}

async function start(client: Client, opening: HandoverOpening): Promise<void> {
  await unlessStarted(() =>
    client.workflow.start<typeof shiftHandover>('shiftHandover', {
      taskQueue: TASK_QUEUES.tickets,
      workflowId: opening.handoverId,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [opening],
      typedSearchAttributes: handoverAttributesOf({ status: 'PENDING', accepted: null, clocks: [] }),
      staticSummary: handoverSummary(opening),
    }),
  );
}
