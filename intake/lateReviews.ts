import type { Kysely } from 'kysely';
import { makeReviewId, type ReviewId } from '../contracts/ids.ts';
import type { Actor } from '../contracts/people.ts';
import { askForReview, markStarted, reviewsToStart } from '../db/repositories/quality/lateReviews.ts';
import { isComplaintUnderWay, openedOn, reviewGround } from '../db/repositories/quality/openings.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { type PlannedReview, plannedReview } from '../domain/quality/planned.ts';
import type { ReviewOpening } from '../domain/quality/state.ts';
import { reviewOpening, type ReviewStart } from '../domain/ticket/reviews.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { explainedPlan } from '../domain/clocks/explaining/explainedPlan.ts';
import type { Log } from './ports.ts';
import type { ReviewClient } from './reviewClient.ts';
import { startEach } from './startEach.ts';

interface LateReviewDeps {
  readonly db: Kysely<DB>;
  readonly reviewClient: Pick<ReviewClient, 'start'>;
  readonly logger: Log;
}

interface WriteDeps {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
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

/**
 * The workflow of an archived ticket has ended: its review is written and numbered beside it, and started now or as soon as Temporal is
 * back. False where another complaint about the same person is looked into: nothing is opened.
 */
export async function openLateReview(deps: LateReviewDeps & WriteDeps, review: LateReview): Promise<boolean> {
  const opening = await writeLateReview(deps, review);
  if (opening !== null) await start(deps, [opening]);
  return opening !== null;
}

/** As `openLateReview`, but for the start, which is left to `startLateReviews`. Null where nothing is opened. */
export async function writeLateReview(
  { db, timetables }: WriteDeps,
  { state, wanted, cause, ...facts }: LateReview,
): Promise<ReviewOpening | null> {
  const timetable = await timetables.current();
  const openingOf = (reviewId: ReviewId): ReviewOpening =>
    reviewOpening(state, wanted, { reviewId, timetable: timetable.versions, ...facts });
  const ground = await reviewGround(db, openingOf(makeReviewId(state.ticketNo, state.reviews.count + 1)));
  const planned = (opening: ReviewOpening): PlannedReview =>
    plannedReview(openedOn(ground, opening), (clock) => explainedPlan(clock, timetable));
  try {
    return await askForReview(db, { state, cause }, { openingOf, planned });
  } catch (error) {
    if (isComplaintUnderWay(error)) return null;
    throw error;
  }
}

/** What fails is done later by `startLateReviews`, and what was done happens once. */
async function start({ db, reviewClient, logger }: LateReviewDeps, openings: readonly ReviewOpening[]): Promise<void> {
  await startEach(
    openings,
    async (opening) => {
      await reviewClient.start(opening);
      await markStarted(db, opening.reviewId);
    },
    ({ reviewId }, error) =>
      logger.warn({ reviewId, error: String(error) }, 'a review of an archived ticket is not started yet'),
  );
}

/** Starts what was asked for while Temporal was away; while it is, the next go tries again. */
export async function startLateReviews(deps: LateReviewDeps): Promise<void> {
  await start(deps, await reviewsToStart(deps.db, AT_ONCE));
}
