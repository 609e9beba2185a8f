import type { Words } from '../../contracts/words.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { wasPlanned } from './plan.ts';
import type { TicketState } from './state.ts';

/** Why a ticket does not go on in that one, and which one is expected. */
export interface Why {
  readonly detail: Words;
  readonly expected: Words;
}

/**
 * What the customer of a ticket has gained in it and would lose in the other: its urgency, the rounds of what he refused, the supervisors'
 * eye, his wish for a senior agent, what departments do for him; that whom he complained of neither reads nor handles it. Null where the other has as much (DECISION,
 * docs/norms.md).
 */
export function lessRight(state: TicketState, other: TicketState): Why | null {
  return (
    lessUrgent(state, other) ??
    lessRefused(state, other) ??
    lessShutOut(state, other) ??
    lessWatched(state, other) ??
    lessSenior(state, other) ??
    lessPlanned(state, other)
  );
}

function lessUrgent(state: TicketState, other: TicketState): Why | null {
  if (!state.urgent || (other.urgent && isOpen(other.status))) return null;
  return {
    detail: {
      zh: `${state.ticketNo} 为紧急工单，${other.ticketNo} 不是处理中的紧急工单：请先由主管对 ${other.ticketNo} 执行 confirm-urgent。`,
      en: `${state.ticketNo} is urgent, and ${other.ticketNo} is not, or not open: a supervisor gives confirm-urgent on ${other.ticketNo} first.`,
    },
    expected: {
      zh: '同一企业另一未结案紧急工单的编号',
      en: 'the number of another open urgent ticket of the same company',
    },
  };
}

/** Whoever was refused here could give the same answer there. */
function lessRefused(state: TicketState, other: TicketState): Why | null {
  const isBarredThere = state.pastHandlers.every((staffNo) => other.pastHandlers.includes(staffNo));
  if (state.round <= other.round && isBarredThere) return null;
  return {
    detail: {
      zh: `${state.ticketNo} 已进入第 ${state.round} 轮重新评估，须由未被拒绝过的处理人在本工单中答复；可将 ${other.ticketNo} 并入本工单，或用 link 关联。`,
      en: `${state.ticketNo} is in round ${state.round} of its re-assessment and is answered here, by somebody who was not refused: merge ${other.ticketNo} into it, or link them.`,
    },
    expected: {
      zh: '同一企业另一工单的编号，其重新评估不少于本工单',
      en: 'the number of another ticket of the same company whose re-assessment has come as far',
    },
  };
}

/** Whom a complaint was about would read there what was hidden from him here; as long as its review names nobody, that may be anybody. */
function lessShutOut({ ticketNo, judged = [], reviews }: TicketState, other: TicketState): Why | null {
  const isToBeNamed = reviews.open.some(({ ofMatter, subject }) => ofMatter === true && subject === null);
  if (!isToBeNamed && judged.every((staffNo) => other.judged?.includes(staffNo))) return null;
  return {
    detail: {
      zh: `${ticketNo} 曾作为服务投诉提出，被投诉人不得查看或处理，而 ${other.ticketNo} 未将其排除：请在本工单中处理，可用 link 关联。`,
      en: `${ticketNo} came as a complaint about our service, which whom it is about neither reads nor handles; ${other.ticketNo} keeps nobody out: it goes on here, and link relates the two.`,
    },
    expected: {
      zh: '同一企业另一工单的编号，其处理同样排除被投诉人',
      en: 'the number of another ticket of the same company that the same people are kept out of',
    },
  };
}

function lessWatched(state: TicketState, other: TicketState): Why | null {
  if (!state.supervised || other.supervised) return null;
  return {
    detail: {
      zh: `${state.ticketNo} 正在督办，${other.ticketNo} 未督办：请先由主管对 ${other.ticketNo} 执行 supervise。`,
      en: `${state.ticketNo} is supervised, and ${other.ticketNo} is not: a supervisor gives supervise on ${other.ticketNo} first.`,
    },
    expected: {
      zh: '同一企业另一督办工单的编号',
      en: 'the number of another supervised ticket of the same company',
    },
  };
}

function lessSenior(state: TicketState, other: TicketState): Why | null {
  if (!state.escalated || other.escalated || other.assignee?.role === 'seniorAgent') return null;
  return {
    detail: {
      zh: `${state.ticketNo} 的客户要求资深客服处理，${other.ticketNo} 没有：请先对 ${other.ticketNo} 执行 escalate。`,
      en: `The customer of ${state.ticketNo} has asked for a senior agent, that of ${other.ticketNo} has not: escalate ${other.ticketNo} first.`,
    },
    expected: {
      zh: '同一企业另一由资深客服处理或等待资深客服的工单的编号',
      en: 'the number of another ticket of the same company that is with a senior agent or waits for one',
    },
  };
}

/** Its tasks would be called off, and nobody plans them there. */
function lessPlanned(state: TicketState, other: TicketState): Why | null {
  if (!wasPlanned(state)) return null;
  return {
    detail: {
      zh: `${state.ticketNo} 已有协同方案，部门任务不能随并单取消：请将 ${other.ticketNo} 并入本工单，或用 link 关联。`,
      en: `Departments work on ${state.ticketNo} by a plan, and no merge calls their tasks off: merge ${other.ticketNo} into it, or link them.`,
    },
    expected: {
      zh: '无：有协同方案的工单不并入其他工单，也不作为重复工单结案',
      en: 'none: a ticket with a plan ends in no other, merged or as a duplicate',
    },
  };
}
