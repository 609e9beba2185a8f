import type { Client } from '@temporalio/client';
import type { CommandOutcome } from '../contracts/commands.ts';
import { type ReviewId, TASK_QUEUES } from '../contracts/ids.ts';
import type { ReviewCommand } from '../contracts/reviews.ts';
import { openReview } from '../domain/quality/open.ts';
import type { ReviewOpening } from '../domain/quality/state.ts';
import { reviewUpdates } from '../workflows/qualityReview/messages.ts';
import { reviewAttributesOf, reviewSummary } from '../workflows/qualityReview/searchAttributes.ts';
import type { qualityReview } from '../workflows/qualityReview/workflow.ts';
import { hasDone, patiently } from './workflowCall.ts';
import { unlessStarted } from './unlessStarted.ts';

/** What the API asks of reviews' workflows. Throws as a `TicketClient` does. */
export interface ReviewClient {
  /** Starts a review of its own, not as a ticket's child; started already is fine. */
  start(opening: ReviewOpening): Promise<void>;
  /** Throws `CommandRefused`, `ServiceUnavailable` or `WorkflowNotStarted`. */
  execute(reviewId: ReviewId, command: ReviewCommand, updateId: string): Promise<CommandOutcome>;
  /** Whether the command of this id was carried out, whatever came after it. Throws `ServiceUnavailable`. */
  hasDone(reviewId: ReviewId, updateId: string): Promise<boolean>;
}

export function createReviewClient(client: Client): ReviewClient {
  return {
    start: (opening) => patiently(client, () => start(client, opening)),
    execute: (reviewId, command, updateId) =>
      patiently(client, () => {
        const update = reviewUpdates.get(command.name);
        if (update === undefined) throw new Error(`no update is named ${command.name}`);
        return client.workflow.getHandle(reviewId).executeUpdate(update, { args: [command], updateId });
      }),
    hasDone: (reviewId, updateId) => hasDone(client, reviewId, updateId),
  };
}

async function start(client: Client, opening: ReviewOpening): Promise<void> {
  await unlessStarted(() =>
    client.workflow.start<typeof qualityReview>('qualityReview', {
      taskQueue: TASK_QUEUES.tickets,
      workflowId: opening.reviewId,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [opening],
      typedSearchAttributes: reviewAttributesOf(openReview(opening).state),
      staticSummary: reviewSummary(opening),
    }),
  );
}
