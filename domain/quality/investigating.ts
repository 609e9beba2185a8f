import type { Refusal } from '../../contracts/errors.ts';
import type { ReviewCommandOf, ReviewStatus } from '../../contracts/reviews.ts';
import type { Words } from '../../contracts/words.ts';
import { change, happened, type ReviewDraft, stopClocks, tell, tellCustomer } from './draft.ts';
import type { ReviewRule, ReviewRules } from './rule.ts';
import { isOver, type ReviewState } from './state.ts';
import { isManager, isReviewedBy, isReviewer, isSubject, mayReview } from './who.ts';

/** A result that is not told yet. */
export const CONCLUDED: readonly ReviewStatus[] = ['UPHELD', 'PARTLY', 'NOT_UPHELD'];
const UNINVOLVED: Words = {
  zh: '未参与该工单的质检员；质检员均参与过的，由未参与的主管或经理',
  en: 'an inspector who had no part in the ticket, or, where all of them had, a supervisor or manager who had none',
};
const REVIEWER: Words = { zh: '接手该核查的人员', en: 'whoever has taken the review over' };
const REVIEWER_OR_MANAGER: Words = { zh: `${REVIEWER.zh}，或经理`, en: `${REVIEWER.en}, or a manager` };

const takeOver: ReviewRule<'take-over'> = {
  who: isReviewedBy,
  whoMay: UNINVOLVED,
  when: (state) => state.status === 'OPEN',
  whenMay: { zh: '核查为 OPEN', en: 'OPEN' },
  apply: (draft) => {
    const { actor } = draft;
    if (actor.kind !== 'staff') return;
    const { staffNo, role, department } = actor;
    change(draft, { status: 'INVESTIGATING', reviewer: { staffNo, role, department } });
    happened(draft, 'taken-over', { staffNo });
  },
};

const note: ReviewRule<'note'> = {
  who: (state, actor) => isReviewer(state, actor) || isManager(actor),
  whoMay: REVIEWER_OR_MANAGER,
  when: (state) => !isOver(state),
  whenMay: { zh: '核查尚未告知（TOLD）或终结（FINAL）', en: 'any status before TOLD or FINAL' },
  apply: (draft) => happened(draft, 'noted'),
};

const handOn: ReviewRule<'hand-on'> = {
  who: (state, actor) => isReviewer(state, actor) || isManager(actor),
  whoMay: REVIEWER_OR_MANAGER,
  when: ({ status }) => status === 'OPEN' || status === 'INVESTIGATING' || CONCLUDED.includes(status),
  whenMay: {
    zh: '核查为 OPEN、INVESTIGATING，或已有结论但尚未告知',
    en: 'OPEN, INVESTIGATING, or concluded and not told yet',
  },
  check: (state, { payload: { to } }) => {
    if (mayReview(state, to)) return null;
    return {
      code: 'unknown-staff',
      detail: {
        zh: `该核查不能移交 ${to.staffNo}：不是核查人员，或参与过该工单。`,
        en: `${to.staffNo} does not review it: no inspector, or had a part in the ticket.`,
      },
      errors: [{ pointer: '/to', expected: UNINVOLVED }],
    };
  },
  apply: (draft, { payload: { to } }) => {
    const { status } = draft.state;
    change(draft, { reviewer: to, status: status === 'OPEN' ? 'INVESTIGATING' : status });
    happened(draft, 'handed-on', { to: to.staffNo });
    tell(draft, { kind: 'staff', staffNo: to.staffNo }, { template: 'review-assigned' });
  },
};

/** An upheld complaint brings an apology, what is done about it, and coaching (docs/norms.md, quality reviews). */
function conclusionRefusal(state: ReviewState, { payload, actor }: ReviewCommandOf<'conclude'>): Refusal | null {
  const { about = state.subject, verdict, remedy, coaching, reopen } = payload;
  if (state.subject !== null && about !== state.subject)
    return incomplete('/about', {
      zh: `留空：核查对象为 ${state.subject}`,
      en: `nothing: the review is about ${state.subject}`,
    });
  if (isSubject({ subject: about }, actor)) {
    return {
      code: 'forbidden',
      detail: {
        zh: '不得核查本人的工作：请用 hand-on 移交其他质检员。',
        en: 'Nobody reviews his own work: hand it on to another inspector.',
      },
    };
  }
  if (reopen && state.ofArchived) {
    return {
      code: 'ticket-archived',
      detail: {
        zh: `${state.ticketNo} 已归档，不能重新打开。`,
        en: `${state.ticketNo} is archived and cannot be re-opened.`,
      },
    };
  }
  if (verdict === 'UPHELD' && !remedy)
    return incomplete('/remedy', { zh: '补救措施：结论为属实', en: 'what is done about it, as the review is UPHELD' });
  if (verdict === 'UPHELD' && !coaching && about !== null) {
    return incomplete('/coaching', {
      zh: '对当事人的辅导内容：结论为属实',
      en: 'what the person is to learn, as the review is UPHELD',
    });
  }
  if (verdict === 'NOT_UPHELD' && coaching)
    return incomplete('/coaching', { zh: '留空：结论为不属实', en: 'nothing, as the review is NOT_UPHELD' });
  if (verdict === 'NOT_UPHELD' && reopen)
    return incomplete('/reopen', { zh: 'false：结论为不属实', en: 'false, as the review is NOT_UPHELD' });
  return null;
}

function incomplete(pointer: string, expected: Words): Refusal {
  return {
    code: 'review-incomplete',
    detail: { zh: '结论不完整或前后矛盾。', en: 'The conclusion does not hold.' },
    errors: [{ pointer, expected }],
  };
}

const conclude: ReviewRule<'conclude'> = {
  who: isReviewer,
  whoMay: REVIEWER,
  when: (state) => state.status === 'INVESTIGATING' && state.origin !== 'sample',
  whenMay: {
    zh: '核查为 INVESTIGATING 且不属抽检（抽检以评分处理）',
    en: 'INVESTIGATING, and no sample (that is scored)',
  },
  check: conclusionRefusal,
  apply: (draft, { payload: { about, aboutRole, verdict, coaching, reopen } }) => {
    const { origin } = draft.state;
    const subject = draft.state.subject ?? about ?? null;
    change(draft, { subject, ...(aboutRole && { subjectRole: aboutRole }), status: verdict, verdict, reopen });
    happened(draft, 'concluded', { verdict, coaching, reopen });
    if (verdict === 'UPHELD' && origin === 'complaint' && subject !== null) {
      draft.count = { staffNo: subject, at: draft.at };
    }
  },
};

/** Who was reviewed learns of it now, and not before. */
function tellSubject(draft: ReviewDraft): void {
  const { subject, verdict } = draft.state;
  if (subject !== null)
    tell(draft, { kind: 'staff', staffNo: subject }, { template: 'review-result', params: { verdict } });
}

const tellResult: ReviewRule<'tell'> = {
  who: isReviewer,
  whoMay: REVIEWER,
  when: (state) => CONCLUDED.includes(state.status),
  whenMay: { zh: '核查为 UPHELD、PARTLY 或 NOT_UPHELD', en: 'UPHELD, PARTLY or NOT_UPHELD' },
  apply: (draft, { payload: { duty = null } }) => {
    const { verdict, reopen } = draft.state;
    stopClocks(draft);
    change(draft, { status: 'TOLD', toldTextId: draft.textId, ...(duty === null ? {} : { duty }) });
    happened(draft, 'told', { verdict, reopen });
    const template = verdict === 'NOT_UPHELD' ? 'review-told' : 'review-upheld';
    tellCustomer(draft, { template, params: { verdict }, withWords: true });
    tellSubject(draft);
  },
};

export const INVESTIGATING_RULES: Pick<ReviewRules, 'take-over' | 'note' | 'hand-on' | 'conclude' | 'tell'> = {
  'take-over': takeOver,
  note,
  'hand-on': handOn,
  conclude,
  tell: tellResult,
};
