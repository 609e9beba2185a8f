import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { CalledOut } from '../../../contracts/commands.ts';
import { shownInstant } from '../../../contracts/instants.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import {
  AFTER_CLOSING,
  QUALITY_CLOCKS,
  cancelClocks,
  ENDED_BY_WORD,
  RESOLVE_CLOCKS,
  startClock,
  stopClocks,
  tickingClock,
} from '../clockwork.ts';
import { closeTicket, startRound } from '../closing.ts';
import { alarm, change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { keepPromises, promiseRefusal, promiseTold, promiseWith } from '../promises.ts';
import { reportGiven } from '../supervision.ts';
import { wordGiven } from '../wordGiven.ts';
import { workedOn } from '../workedOn.ts';
import { isTopSpent, reassessedIn } from '../people/level.ts';
import { handlersOf, owner, SUPERVISORS } from '../people/owner.ts';
import { mayAnswer, reassessedBy } from '../people/reassessing.ts';
import {
  CUSTOMER_SIDE,
  HANDLER,
  HANDLER_OR_SUPERVISOR,
  isCustomerSide,
  isHandler,
  isStaff,
  isUninvolvedCustomerSide,
  UNINVOLVED_CUSTOMER_SIDE,
} from '../people/who.ts';
import { answeredByReview, isReadyToAnswer, READY_TO_ANSWER } from './readyToAnswer.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { callDuty } from './urgency.ts';

/** What an answer ends besides the limits of replying and solving. */
const WORK_CLOCKS: readonly TicketClockId[] = [
  'PROGRESS_SYNC',
  'REASSESS',
  'DISPUTE_DECISION',
  'DEPARTMENT_INTERNAL',
  'URGENT_CONTAIN',
  'EMAIL_COMPLEX_REPLY',
  'SUPERVISION_REPORT',
  'SUGGESTION_REVIEW',
  ...QUALITY_CLOCKS,
];

/** The proposal is with the customer: what was to be done is done, and his word is waited for. */
export function sendAnswer(draft: Draft, tellTimeline: () => void): void {
  const { actor } = draft;
  const proposer = actor.kind === 'staff' ? actor : null;
  change(draft, {
    status: 'AWAITING_CONFIRMATION',
    proposedBy: proposer?.staffNo ?? null,
    proposedRole: proposer?.role ?? null,
    proposedIn: draft.state.category === null ? [] : [draft.state.category],
  });
  stopClocks(draft, [...RESOLVE_CLOCKS, ...ENDED_BY_WORD, ...WORK_CLOCKS]);
  // What was answered needs no plan any more.
  cancelClocks(draft, ['COORDINATION_PLAN']);
  keepPromises(draft);
  startClock(draft, { id: 'CONFIRM_WAIT' });
  tellTimeline();
}

const answer: CommandRule<'answer'> = {
  who: mayAnswer,
  whoMay: HANDLER,
  whoNow: (state, actor) => (isHandler(state, actor) ? reassessedBy(state, actor) : null),
  when: (state) => isReadyToAnswer(state) && answeredByReview(state) === null,
  whenMay: READY_TO_ANSWER,
  whyNot: answeredByReview,
  check: (_state, { payload: { promiseBy } }, at) => promiseRefusal(promiseBy, at),
  apply: (draft, { payload: { promiseBy } }) => {
    sendAnswer(draft, () => happened(draft, 'answered', { round: draft.state.round }));
    promiseWith(draft, promiseBy);
    const { assignee } = draft.state;
    tellCustomer(draft, 'answer-sent', {
      staffNo: assignee?.staffNo ?? null,
      window: 'CONFIRM_WAIT',
      ...promiseTold(promiseBy),
    });
  },
};

type Handlers = readonly Pick<StaffRef, 'staffNo'>[];

/** Staff are told how their answer was taken. */
function tellHandlers(
  draft: Draft,
  handlers: Handlers,
  template: 'answer-accepted' | 'answer-rejected' | 'ticket-reopened',
): void {
  const { round } = draft.state;
  for (const { staffNo } of handlers) tellStaff(draft, { kind: 'staff', staffNo }, template, { round });
}

const accept: CommandRule<'accept'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: (state) => state.status === 'AWAITING_CONFIRMATION',
  whenMay: { zh: '工单为 AWAITING_CONFIRMATION', en: 'AWAITING_CONFIRMATION' },
  apply: (draft) => {
    stopClocks(draft, ['CONFIRM_WAIT']);
    happened(draft, 'accepted');
    tellHandlers(draft, handlersOf(draft.state), 'answer-accepted');
    closeTicket(draft, draft.state.round > 0 ? 'AGREED' : 'CONFIRMED');
  },
};

/** Tells whose proposal it was, the level that has to re-assess, the supervisors, and the customer who does it by when. */
function announceRound(draft: Draft, former: Handlers, template: 'answer-rejected' | 'ticket-reopened'): void {
  const { round } = draft.state;
  tellHandlers(draft, former, template);
  tellStaff(draft, owner(draft.state), template, { round });
  tellStaff(draft, SUPERVISORS, template, { round });
  tellCustomer(draft, 'reassessment-announced', { round });
}

/** Urgent at an hour for a person on duty: he is alarmed, also where the round is his now. */
function callForRound(draft: Draft, duty: CalledOut | null): void {
  callDuty(draft, duty);
  if (draft.state.assignee !== null) alarm(draft, owner(draft.state), 'urgent-confirmed');
}

const reject: CommandRule<'reject'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: (state) => state.status === 'AWAITING_CONFIRMATION',
  whenMay: { zh: '工单为 AWAITING_CONFIRMATION', en: 'AWAITING_CONFIRMATION' },
  apply: (draft, { payload: { duty = null } }) => {
    stopClocks(draft, ['CONFIRM_WAIT']);
    const former = handlersOf(draft.state);
    startRound(draft);
    happened(draft, 'rejected', { round: draft.state.round });
    announceRound(draft, former, 'answer-rejected');
    callForRound(draft, duty);
  },
};

/** A terminated ticket comes back only by a supervisor: by no one who ended it himself, before somebody else has reviewed that. */
function mayReopen(state: TicketState, actor: Parameters<typeof isCustomerSide>[1]): boolean {
  if (state.closeReason === 'TERMINATED') return isStaff(actor, 'supervisor') && actor.staffNo !== state.owed?.by;
  return isUninvolvedCustomerSide(state, actor) || (isStaff(actor, 'supervisor') && actor.onBehalf !== true);
}

const reopen: CommandRule<'reopen'> = {
  who: mayReopen,
  whoMay: {
    zh: `${UNINVOLVED_CUSTOMER_SIDE.zh}；主管以本人名义；已终止服务的工单仅限主管，复核前不得由终止者本人`,
    en: `${UNINVOLVED_CUSTOMER_SIDE.en}; a supervisor in his own name; a terminated ticket only by a supervisor, before its review by none who ended it himself`,
  },
  // A review that is still open holds the ticket back from the archive, but not the window open.
  when: (state) =>
    state.status === 'CLOSED' &&
    state.closeReason !== 'DUPLICATE' &&
    tickingClock(state, ['REOPEN_WINDOW']) !== undefined,
  whenMay: {
    zh: '工单已结案（CLOSED），不是因重复而结案，且仍在重新打开期内',
    en: 'CLOSED, not as DUPLICATE, and within the time to re-open it',
  },
  barred: (state, at) => {
    const dueAt = tickingClock(state, ['REOPEN_WINDOW'])?.plan?.dueAt ?? null;
    if (dueAt === null || at < dueAt) return null;
    return {
      code: 'state-conflict',
      detail: {
        zh: `重新打开期已于 ${shownInstant(dueAt)} 结束。`,
        en: `The time to re-open it ended at ${shownInstant(dueAt)}.`,
      },
    };
  },
  apply: (draft, { payload: { duty } }) => reopenTicket(draft, duty),
};

/** Who has it in hand; where nobody does, as in a round that nobody took up, who worked on it last and may know of it. */
function lastHandlers(state: TicketState): Handlers {
  const handlers = handlersOf(state);
  if (handlers.length > 0) return handlers;
  const worked = workedOn(state).find((staffNo) => !state.judged?.includes(staffNo));
  return worked === undefined ? [] : [{ staffNo: worked }];
}

/** Back from CLOSED, or from an answer that a review found wrong, into the next round; what is urgent calls out `duty` at an hour for him. */
export function reopenTicket(draft: Draft, duty: CalledOut | null = null): void {
  cancelClocks(draft, [...AFTER_CLOSING, 'CONFIRM_WAIT']);
  const former = lastHandlers(draft.state);
  change(draft, { closedAt: null, closeReason: null, rating: null, owed: null });
  startRound(draft);
  happened(draft, 'reopened', { round: draft.state.round });
  announceRound(draft, former, 'ticket-reopened');
  callForRound(draft, duty);
}

const closeUnresolved: CommandRule<'close-unresolved'> = {
  who: (_state, actor) => isStaff(actor, 'manager'),
  whoMay: { zh: '经理', en: 'the manager' },
  when: (state) => state.status === 'REASSESSING' && (state.round >= 3 || isTopSpent(state)),
  whenMay: {
    zh: '工单为 REASSESSING 且在第 3 轮及以后；主管和经理均已无人可重新评估的，自第 2 轮起',
    en: 'REASSESSING from round 3, or from round 2 once neither a supervisor nor a manager is left to re-assess',
  },
  whyNot: ({ ticketNo, status, round }) =>
    status !== 'REASSESSING'
      ? null
      : {
          zh: `${ticketNo} 在第 ${round} 轮重新评估，由${reassessedIn(round).zh}提出新的解决方案；自第 3 轮起经理方可书面终结。`,
          en: `${ticketNo} is in round ${round} of re-assessment, and ${reassessedIn(round).en} makes the next proposal; a manager may end it in writing from round 3.`,
        },
  apply: (draft) => {
    stopClocks(draft, ['REASSESS']);
    happened(draft, 'closed-unresolved', { round: draft.state.round });
    closeTicket(draft, 'UNRESOLVED');
  },
};

const progressReport: CommandRule<'progress-report'> = {
  // At night the person on duty stops the harm, whoever goes on working on the ticket.
  who: (state, actor) =>
    isHandler(state, actor) || isStaff(actor, 'supervisor') || (state.urgent && isStaff(actor, 'dutyAgent')),
  whoMay: {
    zh: `${HANDLER_OR_SUPERVISOR.zh}；紧急工单还可由值班客服`,
    en: `${HANDLER_OR_SUPERVISOR.en}; for an urgent ticket a duty agent as well`,
  },
  when: (state) => isOpen(state.status) && state.status !== 'AWAITING_CONFIRMATION',
  whenMay: { zh: '工单未结案，且不在 AWAITING_CONFIRMATION', en: 'any open status but AWAITING_CONFIRMATION' },
  check: (_state, { payload: { promiseBy } }, at) => promiseRefusal(promiseBy, at),
  apply: (draft, { payload: { promiseBy, contained, keepsPromises } }) => {
    change(draft, { reportedAt: draft.at });
    const rhythm = tickingClock(draft.state, ['PROGRESS_SYNC']);
    if (rhythm?.status === 'running') {
      stopClocks(draft, ['PROGRESS_SYNC']);
      startClock(draft, { id: 'PROGRESS_SYNC' });
    }
    wordGiven(draft, promiseBy);
    // That the harm is stopped must be said: the word of progress alone stops none.
    if (contained === true) stopClocks(draft, ['URGENT_CONTAIN']);
    reportGiven(draft);
    if (keepsPromises !== false) keepPromises(draft);
    happened(draft, 'progress-reported', contained === true ? { contained } : {});
    promiseWith(draft, promiseBy);
    tellCustomer(draft, 'progress-reported', promiseTold(promiseBy));
  },
};

export const ANSWERING_RULES: CommandRules<
  'answer' | 'accept' | 'reject' | 'reopen' | 'close-unresolved' | 'progress-report'
> = {
  answer,
  accept,
  reject,
  reopen,
  'close-unresolved': closeUnresolved,
  'progress-report': progressReport,
};
