import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import { shownInstant } from '../../contracts/instants.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import { type CloseReason, isOpen } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { statusWords } from '../catalog/statuses.ts';
import { isRunning } from '../dispute/dispute.ts';
import { measuresRun } from './underDispute.ts';
import { lessRight, type Why } from './lessRight.ts';
import { limitLaterThere } from './merged.ts';
import { answeredElsewhere, otherwiseAnswered } from './otherwiseAnswered.ts';
import type { TicketState } from './state.ts';

/** That a ticket ends as a duplicate, and in which other one its matter goes on. */
export interface GoesOnIn {
  readonly how: 'merged' | 'marked-duplicate';
  readonly ticketNo: TicketNo;
}

/** The other ticket as it stands at the moment of writing. */
export interface OtherTicket {
  readonly state: TicketState;
  /** It is itself a duplicate of the first, at whatever remove. */
  readonly leansBack: boolean;
  /** The account of the first may read the other. */
  readonly isSeenFromHere: boolean;
  /** The account of the other may read the first. */
  readonly seesThis: boolean;
}

/** In which ticket the matter goes on where these events end one as a duplicate; null: they do not. */
export function goesOnIn(events: readonly TicketEvent[]): GoesOnIn | null {
  for (const { type, data } of events) {
    if (type !== 'merged' && type !== 'marked-duplicate') continue;
    const ticketNo = type === 'merged' ? data['into'] : data['of'];
    if (typeof ticketNo === 'string' && isTicketNo(ticketNo)) return { how: type, ticketNo };
  }
  return null;
}

/**
 * Why a ticket cannot end as a duplicate of this one: merged, it goes on in a ticket of no less right that is being worked on and answered
 * in the same way; it never goes on in its own duplicate, nor where its customer cannot follow it. Only where both rows are locked does the answer hold (DECISION,
 * docs/norms.md).
 */
export function duplicateRefusal(state: TicketState, { how }: GoesOnIn, other: OtherTicket): Refusal | null {
  const merges = how === 'merged';
  const why =
    (merges ? notWorkedOn(other.state) : leftUnanswered(other.state)) ??
    lessRight(state, other.state) ??
    otherwiseAnswered(state, other.state) ??
    ofService(other.state) ??
    (merges ? answeredElsewhere : laterThere)(state, other.state) ??
    (other.leansBack ? leansBack(state, other.state) : null) ??
    (!other.isSeenFromHere || (merges && !other.seesThis) ? unseen(other.state) : null);
  if (why === null) return null;
  const { detail, expected } = why;
  return { code: 'unknown-reference', detail, errors: [{ pointer: merges ? '/into' : '/of', expected }] };
}

const WORKED_ON: Words = {
  zh: '同一企业另一处理中工单的编号：未结案、未在等待客户、未在维权',
  en: 'the number of another ticket of the same company that is worked on: open, not waiting for the customer, without a dispute',
};

/** Nobody would see what came in: it is closed, it waits for the customer's word, or for the parties. */
function notWorkedOn(other: TicketState): Why | null {
  const { ticketNo, status } = other;
  if (!isOpen(status) || status === 'AWAITING_CONFIRMATION' || status === 'WAITING_CUSTOMER') {
    const { zh, en } = statusWords(status);
    return {
      detail: { zh: `${ticketNo} ${zh}，不能并入。`, en: `${ticketNo} is ${en}; nothing can be merged into it.` },
      expected: WORKED_ON,
    };
  }
  if (!isRunning(other.dispute) && !measuresRun(other)) return null;
  return {
    detail: {
      zh: `${ticketNo} 正在维权，不能并入。`,
      en: `A dispute of ${ticketNo} runs; nothing can be merged into it.`,
    },
    expected: WORKED_ON,
  };
}

const LEFT_UNANSWERED: readonly CloseReason[] = ['WITHDRAWN', 'DECLINED', 'TERMINATED'];

/** Closed for want of material: no answer was proposed, nor a seller’s offer taken by the buyer’s silence. */
function isLeftInSilence({ closeReason, closedAt, proposedBy, dispute }: TicketState): boolean {
  return closeReason === 'NO_RESPONSE' && proposedBy === null && dispute?.settledAt !== closedAt;
}

/** Its customer would be sent to where nothing was answered and nothing will be. */
function leftUnanswered(other: TicketState): Why | null {
  const { ticketNo, closeReason } = other;
  if (closeReason === 'DUPLICATE') {
    return {
      detail: { zh: `${ticketNo} 本身是重复工单。`, en: `${ticketNo} is itself a duplicate.` },
      expected: { zh: '它所归入的那张工单的编号', en: 'the number of the ticket that it is a duplicate of' },
    };
  }
  if (closeReason === null || !(LEFT_UNANSWERED.includes(closeReason) || isLeftInSilence(other))) return null;
  return {
    detail: {
      zh: `${ticketNo} 未经答复即已结案，不能作为原工单。`,
      en: `${ticketNo} was closed without an answer: nothing is its duplicate.`,
    },
    expected: {
      zh: '同一企业另一未结案或已答复工单的编号',
      en: 'the number of another ticket of the same company that is open or was answered',
    },
  };
}

/** What only names its original takes no limit along. */
function laterThere(state: TicketState, other: TicketState): Why | null {
  const limit = limitLaterThere(state, other);
  if (limit === null) return null;
  const due = shownInstant(limit.dueAt);
  return {
    detail: {
      zh: `${state.ticketNo} 的 ${limit.id} 时限为 ${due}，早于 ${other.ticketNo}：请用 merge 并入，较早的时限随之生效。`,
      en: `${limit.id} of ${state.ticketNo} ends at ${due}, before that of ${other.ticketNo}: merge it, and the earlier limit holds there.`,
    },
    expected: {
      zh: '同一企业另一工单的编号，其时限不晚于本工单',
      en: 'the number of another ticket of the same company whose limits end no later',
    },
  };
}

/** What is about the service is read by nobody who could go on with the matter. */
function ofService({ ticketNo, category }: TicketState): Why | null {
  if (!isQualityMatter(category)) return null;
  return {
    detail: {
      zh: `${ticketNo} 是服务投诉或评价核查，其他事项不在其中处理。`,
      en: `${ticketNo} is about our own service; no other matter goes on in it.`,
    },
    expected: {
      zh: '同一企业另一非服务投诉工单的编号',
      en: 'the number of another ticket of the same company that is no complaint about our service',
    },
  };
}

function leansBack({ ticketNo }: TicketState, other: TicketState): Why {
  return {
    detail: {
      zh: `${other.ticketNo} 本身已作为 ${ticketNo} 的重复工单结案。`,
      en: `${other.ticketNo} itself is closed as a duplicate of ${ticketNo}.`,
    },
    expected: {
      zh: '同一企业另一工单的编号，且该工单不是本工单的重复',
      en: 'the number of another ticket of the same company that is no duplicate of this one',
    },
  };
}

function unseen({ ticketNo }: TicketState): Why {
  return {
    detail: {
      zh: `${ticketNo} 属于另一账号，两个账号不能互相查看工单；可用 link 关联。`,
      en: `${ticketNo} is of another account, and one of the two may not read what the other wrote; link relates them.`,
    },
    expected: {
      zh: '同一账号，或双方账号均可查看的工单编号',
      en: 'the number of a ticket of the same account, or one that both accounts may read',
    },
  };
}
