import { type Kysely, sql } from 'kysely';
import type { ReviewId } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Department } from '../../../contracts/people.ts';
import type { ReviewOrigin, ReviewStatus } from '../../../contracts/reviews.ts';
import type { DB } from '../../schema/rows.ts';
import { WITH_RESULT } from './untold.ts';

/** Whose reviews a list may show: all but one's own without a result, or only one's own with one. */
export type ReviewScope =
  /** `above`: what supervisors may have to review, and their own. */
  { readonly kind: 'all' | 'above' | 'own'; readonly staffNo: string };

export interface ReviewFilter {
  readonly status?: ReviewStatus | undefined;
  readonly origin?: ReviewOrigin | undefined;
  readonly department?: Department | undefined;
  readonly about?: string | undefined;
  readonly reviewer?: string | undefined;
  readonly ticketNo?: string | undefined;
  readonly breached?: boolean | undefined;
}

const COLUMNS = [
  'review_id',
  'ticket_no',
  'origin',
  'status',
  'version',
  'department',
  'subject',
  'reviewer',
  'verdict',
  'score',
  'opened_at',
  'concluded_at',
  'ended_at',
  'next_due_at',
  'breached',
  'sample_id',
  'state',
  'explanations',
] as const;

const reviews = (db: Kysely<DB>) => db.selectFrom('reviews').select(COLUMNS);
export type ReviewRow = Awaited<ReturnType<ReturnType<typeof reviews>['executeTakeFirstOrThrow']>>;

/** One review, whoever asks: who may read it is for the rules to say. */
export async function findReview(db: Kysely<DB>, reviewId: ReviewId): Promise<ReviewRow | null> {
  return (await reviews(db).where('review_id', '=', reviewId).executeTakeFirst()) ?? null;
}

export interface ReviewPage {
  readonly scope: ReviewScope;
  readonly filter: ReviewFilter;
  readonly after: { readonly at: Instant; readonly reviewId: string } | null;
  readonly limit: number;
}

/** One page of the reviews that somebody may read, the latest opened first. */
export function listReviews(db: Kysely<DB>, { scope, filter, after, limit }: ReviewPage): Promise<ReviewRow[]> {
  const { status, origin, department, about, reviewer, ticketNo, breached } = filter;
  let rows = reviews(db).where(inReviewScope(scope)).orderBy('opened_at', 'desc').orderBy('review_id', 'desc');
  if (status !== undefined) rows = rows.where('status', '=', status);
  if (origin !== undefined) rows = rows.where('origin', '=', origin);
  if (department !== undefined) rows = rows.where('department', '=', department);
  if (about !== undefined) rows = rows.where('subject', '=', about);
  if (reviewer !== undefined) rows = rows.where('reviewer', '=', reviewer);
  if (ticketNo !== undefined) rows = rows.where(sql<boolean>`ticket_no = ${ticketNo}`);
  if (breached !== undefined) rows = rows.where(sql<boolean>`(breached or next_due_at <= now()) = ${breached}`);
  if (after !== null) {
    rows = rows.where(sql<boolean>`(opened_at, review_id) < (${after.at}::timestamptz, ${after.reviewId})`);
  }
  return rows.limit(limit).execute();
}

/** The same rule as `mayRead` of domain/quality/who.ts, as a condition. */
function inReviewScope({ kind, staffNo }: ReviewScope) {
  const hasResult = sql`status in ${WITH_RESULT}`;
  const others = sql<boolean>`(subject is distinct from ${staffNo} or ${hasResult})`;
  if (kind === 'all') return others;
  const own = sql<boolean>`(subject = ${staffNo} and ${hasResult})`;
  return kind === 'own' ? own : sql<boolean>`(${own} or (${others} and state ? 'reviewedBy'))`;
}

/** A review's record with its words, oldest first. */
export function eventsOfReview(db: Kysely<DB>, reviewId: ReviewId) {
  return db
    .selectFrom('review_events')
    .leftJoin('texts', 'texts.id', 'review_events.text_id')
    .select(['seq', 'type', 'at', 'actor', 'before_status', 'after_status', 'data', 'texts.body as text'])
    .where('review_id', '=', reviewId)
    .orderBy('seq')
    .execute();
}
export type ReviewEventRow = Awaited<ReturnType<typeof eventsOfReview>>[number];

/** The sheets of a scored ticket, by round and criterion. */
export function scoresOfReview(db: Kysely<DB>, reviewId: ReviewId) {
  return db
    .selectFrom('scores')
    .select(['round', 'criterion', 'points'])
    .where('review_id', '=', reviewId)
    .orderBy('round')
    .execute();
}
export type ScoreRow = Awaited<ReturnType<typeof scoresOfReview>>[number];
