import { parseReviewId } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import { CRITERIA, REVIEW_COMMANDS, type ReviewCommandName } from '../../contracts/reviews.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  criteriaSchema,
  REVIEW_COMMAND_BODIES,
  reviewEventListSchema,
  reviewPageSchema,
  reviewParamsSchema,
  reviewQuerySchema,
  reviewSchema,
  type ReviewAnswer,
} from '../../contracts/schemas/review.ts';
import {
  eventsOfReview,
  findReview,
  listReviews,
  type ReviewRow,
  type ReviewScope,
  scoresOfReview,
} from '../../db/repositories/reading/reviews.ts';
import { SCORE_SHEET } from '../../domain/quality/sheet.ts';
import { mayRead } from '../../domain/quality/who.ts';
import { attempted } from '../commands/attempted.ts';
import { runReviewCommand, type ReviewCommandRequest } from '../commands/reviewCommand.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { expectedVersionOf } from '../http/ifMatch.ts';
import { actorOf } from '../http/principal.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { etag } from '../http/tickets.ts';
import { DESK_ROLES, STAFF, type Who } from '../http/who.ts';
import { renderReview, renderReviewEvents, renderReviewItem } from '../render/review.ts';

/** Inspectors and managers; the others of the desk read what was found about themselves. */
export const REVIEW_READERS: Who = { customers: false, staff: DESK_ROLES, integration: false };
const JUDGES: readonly string[] = ['inspector', 'manager'];

function isJudge(principal: Principal): boolean {
  return principal.kind === 'staff' && JUDGES.includes(principal.role);
}

export async function reviewRow(deps: ApiDeps, reviewId: string): Promise<ReviewRow> {
  const id = parseReviewId(reviewId);
  const row = id === null ? null : await findReview(deps.db, id.reviewId);
  if (row === null) throw notFound();
  return row;
}

/** Throws `not-found` for what is not there and what is not the caller's to read yet. */
async function readable(deps: ApiDeps, principal: Principal, reviewId: string): Promise<ReviewRow> {
  const row = await reviewRow(deps, reviewId);
  if (!mayRead(row.state, actorOf(principal))) throw notFound();
  return row;
}

/** Who could judge learns that he may not judge himself; nobody else learns that there is anything. */
export function refuseUnknowing(principal: Principal, { state }: ReviewRow): void {
  if (!isJudge(principal) && !mayRead(state, actorOf(principal))) throw notFound();
}

async function answer(deps: ApiDeps, principal: Principal, row: ReviewRow): Promise<ReviewAnswer> {
  const [events, scores] = await Promise.all([
    eventsOfReview(deps.db, row.review_id),
    scoresOfReview(deps.db, row.review_id),
  ]);
  const { temporalUiUrl } = deps.settings;
  return renderReview(row, { events, scores }, { actor: actorOf(principal), nowMs: Date.now(), temporalUiUrl });
}

function scopeOf(principal: Principal): ReviewScope {
  if (principal.kind !== 'staff')
    throw new Problem('forbidden', { zh: '核查仅限工作人员查看。', en: 'Reviews are read by staff.' });
  const { staffNo, role } = principal;
  return { kind: isJudge(principal) ? 'all' : role === 'supervisor' ? 'above' : 'own', staffNo };
}

function commandRoute<Name extends ReviewCommandName>(routes: Routes, deps: ApiDeps, name: Name): void {
  routes.post({
    path: `/v1/reviews/{reviewId}/${name}`,
    tag: 'reviews',
    summary: `${name} (review)`,
    who: REVIEW_READERS,
    params: reviewParamsSchema,
    body: REVIEW_COMMAND_BODIES[name],
    precondition: true,
    answers: { 200: { description: 'The review after it', headers: ['ETag'], schema: reviewSchema } },
    handler: async ({ req, principal, params, body, once, isRepeat }) => {
      const row = await reviewRow(deps, params.reviewId);
      const { updateId } = once;
      const expectedVersion = expectedVersionOf(req, row.state.version);
      // The schema of this name makes the body of this name; the compiler keeps the two apart while the name is open.
      const request = { name, body, principal, state: row.state, updateId, isRepeat, expectedVersion };
      const { ticketNo } = row.state;
      const trial = { ticketNo, command: `review-${name}`, actor: actorOf(principal), hidden: true };
      await attempted(deps, trial, async () => {
        refuseUnknowing(principal, row);
        await runReviewCommand(deps, request as unknown as ReviewCommandRequest<Name>);
      });
      const after = await answer(deps, principal, await reviewRow(deps, row.review_id));
      return { status: 200, body: after, headers: { ETag: etag(after.version) } };
    },
  });
}

function listRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/reviews',
    tag: 'reviews',
    summary: 'Quality reviews that the caller may read, the latest opened first',
    who: REVIEW_READERS,
    query: reviewQuerySchema,
    answers: { 200: { description: 'A page of reviews', schema: reviewPageSchema } },
    handler: async ({ principal, query }) => {
      const { cursor, limit = DEFAULT_LIMIT, ...filter } = query;
      const parts = parseCursor('reviews', cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), reviewId: textPart(parts[1]) };
      const rows = await listReviews(deps.db, { scope: scopeOf(principal), filter, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('reviews', [last.opened_at.toISOString(), last.review_id]) : null;
      return { status: 200, body: { items: page.map((row) => renderReviewItem(row, Date.now())), nextCursor } };
    },
  });
}

function readingRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/reviews/criteria',
    tag: 'reviews',
    summary: 'What a sampled ticket is scored by, with weights',
    who: STAFF,
    answers: { 200: { description: 'The criteria', schema: criteriaSchema } },
    handler: async () => {
      const items = CRITERIA.map((criterion) => {
        const { zh, en, weight, source } = SCORE_SHEET[criterion];
        return { criterion, label: { zh, en }, weight, source };
      });
      return { status: 200, body: { items } };
    },
  });
  routes.get({
    path: '/v1/reviews/{reviewId}',
    tag: 'reviews',
    summary: 'One review with its words, sheets and limits',
    who: REVIEW_READERS,
    params: reviewParamsSchema,
    answers: { 200: { description: 'The review', headers: ['ETag'], schema: reviewSchema } },
    handler: async ({ principal, params }) => {
      const row = await readable(deps, principal, params.reviewId);
      return { status: 200, body: await answer(deps, principal, row), headers: { ETag: etag(row.version) } };
    },
  });
  routes.get({
    path: '/v1/reviews/{reviewId}/events',
    tag: 'reviews',
    summary: 'The record of a review, oldest first',
    who: REVIEW_READERS,
    params: reviewParamsSchema,
    answers: { 200: { description: 'What happened', schema: reviewEventListSchema } },
    handler: async ({ principal, params }) => {
      const row = await readable(deps, principal, params.reviewId);
      const events = await eventsOfReview(deps.db, row.review_id);
      return { status: 200, body: { items: renderReviewEvents(events, row.state, actorOf(principal)) } };
    },
  });
}

/** Reviews and their commands. */
export function reviewRoutes(routes: Routes, deps: ApiDeps): void {
  listRoute(routes, deps);
  readingRoutes(routes, deps);
  for (const name of REVIEW_COMMANDS) commandRoute(routes, deps, name);
}
