import type { Refusal } from '../../contracts/errors.ts';
import type { Actor, StaffActor, StaffRef } from '../../contracts/people.ts';
import { isOver, type ReviewState } from './state.ts';

/** Nobody handles a complaint about himself or reviews work he had a part in. */
export function isConcerned(state: Pick<ReviewState, 'subject' | 'concerned'>, staffNo: string): boolean {
  return state.subject === staffNo || state.concerned.includes(staffNo);
}

export function isInspector(actor: Actor): actor is StaffActor {
  return actor.kind === 'staff' && actor.role === 'inspector';
}

export function isReviewer(state: ReviewState, actor: Actor): boolean {
  return actor.kind === 'staff' && actor.staffNo === state.reviewer?.staffNo;
}

export function isManager(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.role === 'manager';
}

export function isSubject(state: Pick<ReviewState, 'subject'>, actor: Actor): boolean {
  return actor.kind === 'staff' && actor.staffNo === state.subject;
}

/** Whether a person can be given the review. */
export function mayReview(state: ReviewState, { staffNo, role }: StaffRef): boolean {
  return role === 'inspector' && !isConcerned(state, staffNo);
}

/** From when on the person reviewed may read it: a complaint once its result was told, a score once it is made. */
export function hasResult(state: Pick<ReviewState, 'status'>): boolean {
  return isOver(state) || state.status === 'SCORED' || state.status === 'APPEALED';
}

/** Inspectors and managers read every review, the person reviewed his own once there is a result, nobody else any. */
export function mayRead(state: Pick<ReviewState, 'status' | 'subject'>, actor: Actor): boolean {
  if (isSubject(state, actor)) return hasResult(state);
  return isInspector(actor) || isManager(actor);
}

/** Why this reader may not say why a limit of the review was missed; null where he may: it is the inspectors', and nobody's own case. */
export function explainRefusal(state: ReviewState, actor: Actor): Refusal | null {
  if (!isInspector(actor) && !isManager(actor))
    return {
      code: 'forbidden',
      detail: {
        zh: '核查时限的超时原因仅限质检员或经理填写。',
        en: 'explain-breach of a review is for an inspector or a manager.',
      },
    };
  if (!isConcerned(state, actor.kind === 'staff' ? actor.staffNo : '')) return null;
  return {
    code: 'self-review',
    detail: {
      zh: `explain-breach 仅限未参与 ${state.ticketNo} 的人。`,
      en: `explain-breach is for somebody who had no part in ${state.ticketNo}.`,
    },
  };
}
