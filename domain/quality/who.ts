import type { Refusal } from '../../contracts/errors.ts';
import type { Actor, StaffRef, StaffRole } from '../../contracts/people.ts';
import { isOver, type ReviewLevel, type ReviewState } from './state.ts';

type Facts = Pick<ReviewState, 'subject' | 'concerned' | 'reviewedBy'>;

const ABOVE: readonly StaffRole[] = ['supervisor', 'manager'];

/** Who reviews, given who is in the house: never nobody, as long as there is one of them whom it is not about (docs/norms.md, quality reviews). */
export function reviewLevel(facts: Omit<Facts, 'reviewedBy'>, house: readonly StaffRef[]): ReviewLevel {
  const levels = ['inspector', 'above'] as const;
  return levels.find((reviewedBy) => house.some((one) => mayReview({ ...facts, reviewedBy }, one))) ?? 'anybody';
}

/** Nobody handles a complaint about himself or reviews work he had a part in; the latter only while there is somebody who had none. */
export function isBarred({ subject, concerned, reviewedBy }: Facts, staffNo: string): boolean {
  return subject === staffNo || (reviewedBy !== 'anybody' && concerned.includes(staffNo));
}

/** Whether a review like this one is for somebody of this role. */
export function isReviewedBy({ reviewedBy = 'inspector' }: Pick<Facts, 'reviewedBy'>, actor: Actor): boolean {
  return (
    actor.kind === 'staff' && (actor.role === 'inspector' || (reviewedBy !== 'inspector' && ABOVE.includes(actor.role)))
  );
}

export function isReviewer(state: ReviewState, actor: Actor): boolean {
  return actor.kind === 'staff' && actor.staffNo === state.reviewer?.staffNo;
}

export function isManager(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.role === 'manager';
}

/** Whoever could have to review it, and the manager above them. */
export function isJudge(facts: Pick<Facts, 'reviewedBy'>, actor: Actor): boolean {
  return isReviewedBy(facts, actor) || isManager(actor);
}

export function isSubject(state: Pick<ReviewState, 'subject'>, actor: Actor): boolean {
  return actor.kind === 'staff' && actor.staffNo === state.subject;
}

/** Whether a person can be given the review. */
export function mayReview(facts: Facts, staff: StaffRef): boolean {
  return isReviewedBy(facts, { kind: 'staff', ...staff }) && !isBarred(facts, staff.staffNo);
}

/** From when on the person reviewed may read it: a complaint once its result was told, a score once it is made. */
function hasResult(state: Pick<ReviewState, 'status'>): boolean {
  return isOver(state) || state.status === 'SCORED' || state.status === 'APPEALED';
}

/** Inspectors and managers read every review, supervisors what they may have to review, the person reviewed his own once there is a result, nobody else any. */
export function mayRead(state: Pick<ReviewState, 'status' | 'subject' | 'reviewedBy'>, actor: Actor): boolean {
  if (isSubject(state, actor)) return hasResult(state);
  return isJudge(state, actor);
}

/** Why this reader may not say why a limit of the review was missed; null where he may: it is the inspectors', and nobody's own case. */
export function explainRefusal(state: ReviewState, actor: Actor): Refusal | null {
  if (!isJudge(state, actor))
    return {
      code: 'forbidden',
      detail: {
        zh: '核查时限的超时原因仅限质检员或经理填写。',
        en: 'explain-breach of a review is for an inspector or a manager.',
      },
    };
  if (!isBarred(state, actor.kind === 'staff' ? actor.staffNo : '')) return null;
  return {
    code: 'self-review',
    detail: {
      zh: `explain-breach 仅限未参与 ${state.ticketNo} 的人。`,
      en: `explain-breach is for somebody who had no part in ${state.ticketNo}.`,
    },
  };
}
