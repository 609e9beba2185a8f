import type { Kysely } from 'kysely';
import type { ReviewCommand } from '../../contracts/reviews.ts';
import { readReviewState } from '../../db/repositories/quality/reviews.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { ReviewOpening } from '../../domain/quality/state.ts';
import type { ReviewClient } from '../../intake/reviewClient.ts';
import { WorkflowNotStarted } from '../../intake/workflowCall.ts';

/** Gives a command to a review's workflow; one that is not there yet is started as the review stands. Throws `CommandRefused`. */
export async function giveToReview(
  { db, reviewClient }: { readonly db: Kysely<DB>; readonly reviewClient: ReviewClient },
  opening: ReviewOpening,
  { command, updateId }: { readonly command: ReviewCommand; readonly updateId: string },
): Promise<void> {
  const { reviewId } = opening;
  try {
    await reviewClient.execute(reviewId, command, updateId);
  } catch (error) {
    if (!(error instanceof WorkflowNotStarted)) throw error;
    // It may have ended by this very command.
    const latest = await readReviewState(db, reviewId);
    if (latest?.cause === updateId) return;
    await reviewClient.start(opening);
    await reviewClient.execute(reviewId, command, updateId);
  }
}
