import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { openReview } from '../../domain/quality/open.ts';
import type { ReviewOpening } from '../../domain/quality/state.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { reviewAttributesOf, reviewSummary } from '../qualityReview/searchAttributes.ts';
import type { qualityReview } from '../qualityReview/workflow.ts';

/**
 * Starts a quality review as the ticket's child, so that both stand in one tree; it outlives the ticket's run.
 * Started already is fine: an errand is repeated when the workflow continues as new.
 */
export async function startReview(opening: ReviewOpening): Promise<void> {
  try {
    await startChild<typeof qualityReview>('qualityReview', {
      workflowId: opening.reviewId,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: reviewAttributesOf(openReview(opening).state),
      staticSummary: reviewSummary(opening),
      args: [opening],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** The reviews that a decision opened, also one that was lost with a worker and adopted. */
export function openedSince(before: TicketState, after: TicketState): readonly ReviewOpening[] {
  const known = new Set(before.reviews.open.map(({ reviewId }) => reviewId));
  return after.reviews.open.filter(({ reviewId }) => !known.has(reviewId));
}
