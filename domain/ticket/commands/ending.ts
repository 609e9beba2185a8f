import type { Words } from '../../../contracts/words.ts';
import { shownInstant } from '../../../contracts/instants.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { isArchived, isOpen } from '../../../contracts/ticket.ts';
import { stopClocks, tickingClock } from '../clockwork.ts';
import { closeTicket, tellWhoHasIt } from '../closing.ts';
import { change, happened, tellStaff } from '../draft.ts';
import { isPromiseOpen } from '../openPromise.ts';
import { startReview } from '../reviews.ts';
import { isIncidentHead } from '../incidentHead.ts';
import { solutionToldBy } from '../merged.ts';
import type { TicketState } from '../state.ts';
import { owner, SUPERVISORS } from '../people/owner.ts';
import { mayPropose, reassessedBy } from '../people/reassessing.ts';
import { isHandler, isStaff, isUninvolvedCustomerSide, UNINVOLVED_CUSTOMER_SIDE } from '../people/who.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { WITHDRAW } from './withdrawing.ts';

const DESK: Words = { zh: '客服、处理人或主管', en: 'an agent, the assignee or a supervisor' };

function isDesk(state: TicketState, actor: Actor): boolean {
  return isStaff(actor, 'agent', 'seniorAgent', 'dutyAgent', 'supervisor') || isHandler(state, actor);
}

/** A refused answer climbs also where the desk would end it instead of answering anew (docs/norms.md, work given back, incidents, what is owed). */
function mayEnd(state: TicketState, actor: Actor): boolean {
  return isDesk(state, actor) && actor.kind === 'staff' && mayPropose(state, actor);
}

/** The desk, or whose round it is. */
function whoEnds(state: TicketState, actor: Actor): Words | null {
  return state.round === 0 ? null : reassessedBy(state, actor);
}

const open = (state: TicketState): boolean => isOpen(state.status);
const OPEN: Words = { zh: '工单未结案', en: 'any open status' };

/** Its matter goes on in another ticket. */
const GOES_ON_ELSEWHERE = {
  who: mayEnd,
  whoMay: DESK,
  whoNow: whoEnds,
  // Closing without a word to the customer would break what was promised; the other closings of the desk are that word.
  when: (state: TicketState) => open(state) && !isPromiseOpen(state) && !isIncidentHead(state),
  whenMay: {
    zh: '工单未结案，对客户的承诺均已兑现，且不是批量事件的主单',
    en: 'any open status, every promise to the customer kept first, and no head of an incident',
  },
  whyNot: whyNotElsewhere,
};

/** Which of them fails in this moment; null where it is closed. */
function whyNotElsewhere(state: TicketState): Words | null {
  if (!open(state)) return null;
  const { ticketNo } = state;
  if (isIncidentHead(state))
    return {
      zh: `${ticketNo} 是批量事件的主单，跟随的工单在等它的答复：请将另一工单并入它，或先 detach 结束批量事件。`,
      en: `${ticketNo} heads an incident whose followers wait for its answer: merge the other into it, or end the incident with detach first.`,
    };
  const dueAt = tickingClock(state, ['PROMISE'])?.plan?.dueAt ?? null;
  return {
    zh: `${ticketNo} 对客户的承诺尚未兑现${dueAt === null ? '' : `（${shownInstant(dueAt)} 前）`}。`,
    en: `A promise to the customer of ${ticketNo} is not kept yet${dueAt === null ? '' : ` (by ${shownInstant(dueAt)})`}.`,
  };
}

function notItself(state: TicketState, other: { ticketNo: TicketNo; pointer: string }): Refusal | null {
  if (other.ticketNo !== state.ticketNo) return null;
  return {
    code: 'unknown-reference',
    detail: { zh: '工单不能指向自身。', en: 'A ticket cannot point to itself.' },
    errors: [{ pointer: other.pointer, expected: { zh: '另一工单的编号', en: 'the number of another ticket' } }],
  };
}

const markDuplicate: CommandRule<'mark-duplicate'> = {
  ...GOES_ON_ELSEWHERE,
  check: (state, { payload }) => notItself(state, { ticketNo: payload.of, pointer: '/of' }),
  apply: (draft, { payload }) => {
    happened(draft, 'marked-duplicate', { of: payload.of });
    const goesOn = payload.of;
    tellWhoHasIt(draft, 'DUPLICATE', { goesOn });
    closeTicket(draft, 'DUPLICATE', { goesOn });
  },
};

const merge: CommandRule<'merge'> = {
  ...GOES_ON_ELSEWHERE,
  check: (state, { payload }) => notItself(state, { ticketNo: payload.into, pointer: '/into' }),
  apply: (draft, { payload }) => {
    const solvedBy = solutionToldBy(draft.state, draft.at);
    const goesOn = payload.into;
    happened(draft, 'merged', { into: goesOn });
    tellWhoHasIt(draft, 'DUPLICATE', { goesOn });
    closeTicket(draft, 'DUPLICATE', { goesOn, ...(solvedBy && { solvedBy }) });
  },
};

const decline: CommandRule<'decline'> = {
  who: mayEnd,
  whoMay: DESK,
  whoNow: whoEnds,
  when: open,
  whenMay: OPEN,
  apply: (draft, { payload: { boundary = 'OTHER' } }) => {
    happened(draft, 'declined', { boundary });
    tellWhoHasIt(draft, 'DECLINED');
    closeTicket(draft, 'DECLINED', { boundary });
  },
};

/** One warning first (docs/norms.md, work given back, incidents, what is owed); threats are for a supervisor to judge, who may end the service at once. */
const terminate: CommandRule<'terminate'> = {
  who: isDesk,
  whoMay: DESK,
  when: (state, actor) => open(state) && (state.abuseWarned || isStaff(actor, 'supervisor')),
  whenMay: {
    zh: '工单未结案，且已用 warn-abuse 警告过一次；遇威胁时主管可不经警告说明理由后终止',
    en: 'any open status, and one warning by warn-abuse before; at threats a supervisor may end it at once, with the reason',
  },
  apply: (draft) => {
    happened(draft, 'terminated', { warned: draft.state.abuseWarned });
    tellWhoHasIt(draft, 'TERMINATED');
    tellStaff(draft, SUPERVISORS, 'ticket-closed', { reason: 'TERMINATED' });
    closeTicket(draft, 'TERMINATED');
  },
};

const link: CommandRule<'link'> = {
  who: isDesk,
  whoMay: DESK,
  when: ({ status }) => !isArchived(status),
  whenMay: { zh: '工单尚未归档（ARCHIVED）', en: 'any status before ARCHIVED' },
  check: (state, { payload }) => notItself(state, { ticketNo: payload.to, pointer: '/to' }),
  apply: (draft, { payload }) => happened(draft, 'linked', { to: payload.to, kind: payload.kind }),
};

const rate: CommandRule<'rate'> = {
  who: isUninvolvedCustomerSide,
  whoMay: UNINVOLVED_CUSTOMER_SIDE,
  when: (state) => state.status === 'CLOSED',
  whenMay: { zh: '工单已结案（CLOSED）且在评价期内', en: 'CLOSED, within the rating window' },
  barred: (state, at) => {
    const dueAt = state.clocks.findLast((clock) => clock.id === 'RATING_WINDOW')?.plan?.dueAt ?? null;
    if (dueAt === null || at < dueAt) return null;
    return {
      code: 'state-conflict',
      detail: {
        zh: `评价期已于 ${shownInstant(dueAt)} 结束。`,
        en: `The rating window ended at ${shownInstant(dueAt)}.`,
      },
    };
  },
  apply: (draft, { payload: { rating } }) => {
    const before = draft.state.rating;
    const reviewed = before?.reviewed === true || before?.rating === 'DISSATISFIED';
    const opens = rating === 'DISSATISFIED' && !reviewed;
    change(draft, { rating: { rating, at: draft.at, ...(reviewed || opens ? { reviewed: true } : {}) } });
    stopClocks(draft, ['RATING_WINDOW']);
    happened(draft, 'rated', { rating });
    if (rating === 'DISSATISFIED')
      tellStaff(draft, { kind: 'department', department: 'QA' }, 'rating-received', { rating });
    tellStaff(draft, owner(draft.state), 'rating-received', { rating });
    if (opens) startReview(draft, { origin: 'rating' });
  },
};

export const ENDING_RULES: CommandRules<
  'withdraw' | 'mark-duplicate' | 'merge' | 'decline' | 'terminate' | 'link' | 'rate'
> = { withdraw: WITHDRAW, 'mark-duplicate': markDuplicate, merge, decline, terminate, link, rate };
