import type { StaffActor, StaffRole } from '../../contracts/people.ts';
import {
  explainBreachSchema,
  handoverBreachExplainedSchema,
  reviewBreachExplainedSchema,
} from '../../contracts/schemas/breachReason.ts';
import { handoverParamsSchema } from '../../contracts/schemas/handover.ts';
import { reviewParamsSchema } from '../../contracts/schemas/review.ts';
import { writeHandoverReason, writeReviewReason } from '../../db/repositories/outages/besideReasons.ts';
import type { HandoverRow } from '../../db/repositories/reading/handovers.ts';
import { explainRefusal } from '../../domain/quality/who.ts';
import { attempted } from '../commands/attempted.ts';
import { attemptedHandover } from '../commands/handoverCommands.ts';
import { notMissed, unknownLimit } from '../commands/missedLimit.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import { Problem, refused } from '../http/problem.ts';
import { requestUuid } from '../http/requestUuid.ts';
import type { Routes } from '../http/routes.ts';
import { renderHandoverItem } from '../render/handover.ts';
import { shown } from '../render/instant.ts';
import { clocksOf } from '../render/review.ts';
import { HANDOVER_READERS, handoverRow, staffActor } from './handovers.ts';
import { refuseUnknowing, REVIEW_READERS, reviewRow } from './reviews.ts';

const ABOVE: readonly StaffRole[] = ['teamLeader', 'supervisor', 'manager'];

/** Those who hand over or took over, and those who are told of it (docs/norms.md, rosters and hand-overs). */
function answersFor({ staffNo, role }: StaffActor, { outgoing, next, accepted_by }: HandoverRow): boolean {
  const onDuty = [...outgoing, ...(next?.people ?? [])].map((one) => one.staffNo);
  return ABOVE.includes(role) || staffNo === accepted_by || onDuty.includes(staffNo);
}

function forbidden(): Problem {
  return new Problem('forbidden', {
    zh: '交接的超时原因由交班或接班人员、组长、主管或经理填写。',
    en: 'explain-breach of a hand-over is for whoever hands over or takes over, a team leader, a supervisor or a manager.',
  });
}

/** The limit of this key, if it is missed by now. Throws otherwise. */
function missedOf<Limit extends { readonly key: string; readonly breached: boolean }>(
  owner: string,
  limits: readonly Limit[],
  key: string,
): Limit {
  const found = limits.find((limit) => limit.key === key);
  if (found === undefined) throw unknownLimit(owner, key);
  if (!found.breached) throw notMissed(key);
  return found;
}

function reviewRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/reviews/{reviewId}/explain-breach',
    tag: 'reviews',
    summary: 'Record why a limit of the review was missed; the breach stays a breach',
    who: REVIEW_READERS,
    params: reviewParamsSchema,
    body: explainBreachSchema,
    answers: { 201: { description: 'The reason, which stands at the limit', schema: reviewBreachExplainedSchema } },
    handler: async ({ principal, params, body: { key, reason }, once }) => {
      const row = await reviewRow(deps, params.reviewId);
      const { ticketNo, reviewId } = row.state;
      const author = staffActor(principal);
      const trial = { ticketNo, command: 'review-explain-breach', actor: actorOf(principal), hidden: true };
      const at = await attempted(deps, trial, async () => {
        refuseUnknowing(principal, row);
        const refusal = explainRefusal(row.state, author);
        if (refusal !== null) throw refused(refusal);
        const { id: clock } = missedOf(reviewId, clocksOf(row, Date.now()), key);
        const id = requestUuid('breach reason', once.updateId);
        return writeReviewReason(deps.db, { id, reviewId, key, clock, author, reason });
      });
      return { status: 201, body: { reviewId, key, reason, by: author.staffNo, at: shown(at) } };
    },
  });
}

function handoverRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/handovers/{handoverId}/explain-breach',
    tag: 'rosters',
    summary: 'Record why a hand-over was accepted too late or not at all; the breach stays a breach',
    who: HANDOVER_READERS,
    params: handoverParamsSchema,
    body: explainBreachSchema,
    answers: { 201: { description: 'The reason, which stands at the limit', schema: handoverBreachExplainedSchema } },
    handler: async ({ principal, params, body: { key, reason } }) => {
      const row = await handoverRow(deps, params.handoverId);
      const handoverId = row.handover_id;
      const author = staffActor(principal);
      const at = await attemptedHandover(deps, { row, actor: author, command: 'explain-breach' }, async () => {
        if (!answersFor(author, row)) throw forbidden();
        const { breached } = renderHandoverItem(row, Date.now());
        const limits = (row.state?.clocks ?? []).map((limit) => ({ id: limit.id, key: limit.key, breached }));
        const { id: clock } = missedOf(handoverId, limits, key);
        return writeHandoverReason(deps.db, { handoverId, key, clock, author, reason });
      });
      return { status: 201, body: { handoverId, key, reason, by: author.staffNo, at: shown(at) } };
    },
  });
}

/** Limits beside those of tickets: of quality reviews and of hand-overs. */
export function besideReasonRoutes(routes: Routes, deps: ApiDeps): void {
  reviewRoute(routes, deps);
  handoverRoute(routes, deps);
}
