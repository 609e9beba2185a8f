import type { Refusal } from '../../contracts/errors.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import type { ReviewId } from '../../contracts/ids.ts';
import type { Recipient } from '../../contracts/notices.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { isRunning } from '../dispute/dispute.ts';
import type { ReviewOpening } from '../quality/state.ts';
import { archiveWhenOver } from './closing.ts';
import { reopenTicket, sendAnswer } from './commands/answering.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from './draft.ts';
import { refOf } from './people/who.ts';
import { shutOut } from './reviews.ts';
import type { ReviewEnded, TicketState } from './state.ts';
import { measuresRun } from './underDispute.ts';
import { answeringReview } from './underReview.ts';

/**
 * Why no review sends the ticket back to work, whatever it finds; null where it may. What ended for good ends so for a review too:
 * a duplicate goes on elsewhere, the end of a service is a supervisor's to undo, and against a ruling there is the appeal. What is in
 * dispute is decided there.
 */
export function reviewReopenRefusal(state: TicketState): Refusal | null {
  const { ticketNo } = state;
  const bar = reopenBar(state);
  if (bar === null) return null;
  const { zh, en } = NOT_BY_REVIEW[bar];
  return {
    code: 'review-incomplete',
    detail: {
      zh: `${ticketNo} 不能因核查结论而重新打开：${zh}。`,
      en: `${ticketNo} is not re-opened by a review: ${en}.`,
    },
    errors: [
      {
        pointer: '/reopen',
        expected: { zh: 'false，补救措施写入 remedy', en: 'false, and in remedy what is done about it instead' },
      },
    ],
  };
}

type ReopenBar = Extract<CloseReason, 'DUPLICATE' | 'TERMINATED' | 'RULED' | 'WITHDRAWN'> | 'DISPUTE';

function reopenBar(state: TicketState): ReopenBar | null {
  const { closeReason } = state;
  if (isRunning(state.dispute)) return 'DISPUTE';
  if (measuresRun(state)) return 'RULED';
  // Its own review would send back a complaint that nobody upholds.
  if (closeReason === 'WITHDRAWN' && isQualityMatter(state.category)) return 'WITHDRAWN';
  return closeReason === 'DUPLICATE' || closeReason === 'TERMINATED' || closeReason === 'RULED' ? closeReason : null;
}

const NOT_BY_REVIEW = {
  DISPUTE: { zh: '正在维权，以和解或裁定了结', en: 'it is in dispute, which ends by settlement or ruling' },
  DUPLICATE: { zh: '该事项在另一工单中继续处理', en: 'its matter goes on in another ticket' },
  TERMINATED: {
    zh: '终止服务由主管以 review-termination 或 reopen 撤销',
    en: 'a supervisor undoes the end of a service with review-termination or reopen',
  },
  WITHDRAWN: {
    zh: '客户已撤回该服务投诉，仅客户或主管可 reopen',
    en: 'the customer withdrew this complaint about the service, which he or a supervisor may reopen',
  },
  RULED: { zh: '已裁定，仅可申诉（appeal）', en: 'it is ruled, and takes nothing but an appeal' },
} as const satisfies Record<ReopenBar, Words>;

/** An answer that still waits for the customer is refused as well, unless it is a new one since the review was opened. */
function sendsBack(state: TicketState, { openedAt }: ReviewOpening): boolean {
  if (reopenBar(state) !== null) return false;
  if (state.status === 'CLOSED') return true;
  const isNew = state.clocks.some(({ id, startedAt }) => id === 'REASSESS' && startedAt > openedAt);
  return state.status === 'AWAITING_CONFIRMATION' && !isNew;
}

/** The result was told: where it was wrong the ticket goes back to work, on the customer's behalf. */
export function reviewEnded(draft: Draft, { reviewId, reopen, subject, subjectRole, duty }: ReviewEnded): void {
  const { reviews } = draft.state;
  const opening = reviews.open.find((candidate) => candidate.reviewId === reviewId);
  if (opening === undefined) return;
  const answers = answeringReview(draft.state) === reviewId;
  change(draft, { reviews: { ...reviews, open: reviews.open.filter((candidate) => candidate !== opening) } });
  if (opening.origin !== 'sample') shutOut(draft, opening, { subject: subject ?? opening.subject, role: subjectRole });
  happened(draft, 'review-ended', { reviewId });
  if (answers) answerWithResult(draft);
  else if (reopen && sendsBack(draft.state, opening)) reopenTicket(draft, duty);
  else archiveWhenOver(draft);
  if (reopen) tellNotReopened(draft, reviewId);
}

/** What is about the service is answered by its review; refused, it is re-assessed by somebody else. */
function answerWithResult(draft: Draft): void {
  const { actor } = draft;
  if (actor.kind !== 'staff') return;
  const reviewer = refOf(actor);
  change(draft, { assignee: reviewer, firstContact: draft.state.firstContact ?? reviewer.staffNo });
  sendAnswer(draft, () => {
    happened({ ...draft, actor: { kind: 'staff', ...reviewer } }, 'answered', { round: draft.state.round });
  });
  tellCustomer(draft, 'answer-sent', { staffNo: reviewer.staffNo, window: 'CONFIRM_WAIT' });
}

/** A dispute, a merge or an end of the service came between the conclusion and the telling: whoever reckons with the re-opening hears that there is none. */
function tellNotReopened(draft: Draft, reviewId: ReviewId): void {
  const bar = reopenBar(draft.state);
  if (bar === null) return;
  const { actor } = draft;
  const inspector: Recipient =
    actor.kind === 'staff' ? { kind: 'staff', staffNo: actor.staffNo } : { kind: 'department', department: 'QA' };
  tellStaff(draft, inspector, 'review-not-reopened', { reviewId, bar });
  tellCustomer(draft, 'review-not-reopened', { reviewId, bar });
}
