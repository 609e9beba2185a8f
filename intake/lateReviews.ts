import type { Kysely } from 'kysely';
import type { Actor } from '../contracts/people.ts';
import { askForReview, markStarted, reviewsToStart } from '../db/repositories/quality/lateReviews.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import type { ReviewOpening } from '../domain/quality/state.ts';
import { reviewOpening, type ReviewStart } from '../domain/ticket/reviews.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import type { Log } from './ports.ts';
import type { ReviewClient } from './reviewClient.ts';

interface LateReviewDeps {
  readonly db: Kysely<DB>;
  readonly reviewClient: Pick<ReviewClient, 'start'>;
  readonly logger: Log;
}

/** A review of an archived ticket, as somebody asks for it. */
export interface LateReview {
  readonly state: TicketState;
  readonly wanted: ReviewStart;
  /** The same cause again is the same review. */
  readonly cause: string;
  readonly actor: Actor;
  readonly textId: string | null;
  /** UTC. */
  readonly openedAt: string;
}

/** So many in one go; the next go follows within seconds. */
const AT_ONCE = 20;

/** The workflow of an archived ticket has ended: its review is numbered and started beside it, now or as soon as Temporal is back. */
export async function openLateReview(
  deps: LateReviewDeps & { readonly timetables: TimetableSource },
  { state, wanted, cause, ...facts }: LateReview,
): Promise<void> {
  const { versions: timetable } = await deps.timetables.current();
  const opening = await askForReview(deps.db, { state, cause }, (reviewId) =>
    reviewOpening(state, wanted, { reviewId, timetable, ...facts }),
  );
  await start(deps, opening);
}

/** What fails is done later by `startLateReviews`, and what was done happens once. */
async function start({ db, reviewClient, logger }: LateReviewDeps, opening: ReviewOpening): Promise<void> {
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
  for (const opening of await reviewsToStart(deps.db, AT_ONCE)) await start(deps, opening);
}
