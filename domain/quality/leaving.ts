import type { ReviewStatus } from '../../contracts/reviews.ts';
import { change, happened, tell, tellReviewers } from './draft.ts';
import { CONCLUDED } from './investigating.ts';
import type { ReviewRule } from './rule.ts';
import { mayReview } from './who.ts';

/** A reviewer has it in hand; what is scored or appealed against waits for others. */
export const IN_HAND: readonly ReviewStatus[] = ['INVESTIGATING', ...CONCLUDED];

/** The reviewer drops out: somebody who may goes on with it, else another inspector takes it from the queue and concludes for himself. */
export const REASSIGN_REVIEW: ReviewRule<'reassign'> = {
  who: (_state, actor) =>
    actor.kind === 'system' || (actor.kind === 'staff' && (actor.role === 'supervisor' || actor.role === 'manager')),
  whoMay: { zh: '主管或经理', en: 'a supervisor or a manager' },
  judges: false,
  when: ({ status }) => IN_HAND.includes(status),
  whenMay: { zh: '核查已被接手且尚未告知', en: 'taken over and not told yet' },
  apply: (draft, { payload: { from, to } }) => {
    if (draft.state.reviewer?.staffNo !== from) return;
    if (to !== null && to.staffNo !== from && mayReview(draft.state, to)) {
      change(draft, { reviewer: to });
      happened(draft, 'handed-on', { from, to: to.staffNo });
      tell(draft, { kind: 'staff', staffNo: to.staffNo }, { template: 'review-assigned' });
      return;
    }
    change(draft, { status: 'OPEN', reviewer: null, verdict: null, reopen: false });
    happened(draft, 'handed-on', { from, to: null });
    tellReviewers(draft);
  },
};
