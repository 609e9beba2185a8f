import type { Kysely } from 'kysely';
import { markStarted, reviewsToStart } from '../db/repositories/lateReviews.ts';
import type { DB } from '../db/schema/rows.ts';
import type { ReviewOpening } from '../domain/quality/state.ts';
import type { Log } from './ports.ts';
import type { ReviewClient } from './reviewClient.ts';

interface LateReviewDeps {
  readonly db: Kysely<DB>;
  readonly reviewClient: Pick<ReviewClient, 'start'>;
  readonly logger: Log;
}

/** So many in one go; the next go follows within seconds. */
const AT_ONCE = 20;

/** Starts the review of an archived ticket; what fails is done later by `startLateReviews`, and what was done happens once. */
export async function startLateReview({ db, reviewClient, logger }: LateReviewDeps, opening: ReviewOpening) {
  const { reviewId } = opening;
  try {
    await reviewClient.start(opening);
    await markStarted(db, reviewId);
  } catch (error) {
    logger.warn({ reviewId, error: String(error) }, 'a review of an archived ticket is not started yet');
  }
}

/** Starts what was asked for while Temporal was away. */
export async function startLateReviews(deps: LateReviewDeps): Promise<void> {
  for (const opening of await reviewsToStart(deps.db, AT_ONCE)) await startLateReview(deps, opening);
}
