import { isSuggestion } from '../catalog/suggestions.ts';
import { isIncidentHead, waitsForAnswer } from './incidentHead.ts';
import type { Why } from './lessRight.ts';
import type { TicketState } from './state.ts';

/** Why what is asked in a ticket would get another kind of answer in that one than its own. Null where it is answered alike (DECISION, docs/norms.md). */
export function otherwiseAnswered(state: TicketState, other: TicketState): Why | null {
  return asSuggestion(state, other) ?? byAnotherHead(state, other);
}

/** A suggestion is owed the outcome of its review, a question its answer: neither is given where the other is. */
function asSuggestion(state: TicketState, other: TicketState): Why | null {
  const isOne = isSuggestion(state.category);
  if (isOne === isSuggestion(other.category) || (!isOne && state.category === null)) return null;
  const suggestion = isOne ? state.ticketNo : other.ticketNo;
  const question = isOne ? other.ticketNo : state.ticketNo;
  return {
    detail: {
      zh: `${suggestion} 是建议，以评审结果（ADOPTED、LATER 或 NO）答复；${question} 不是建议。请先 classify 为同类，或用 link 关联。`,
      en: `${suggestion} is a suggestion, answered by the outcome of its review (ADOPTED, LATER or NO); ${question} is none. Classify one of them anew first, or link them.`,
    },
    expected: isOne
      ? { zh: '同一企业另一建议工单的编号', en: 'the number of another suggestion of the same company' }
      : {
          zh: '同一企业另一非建议工单的编号',
          en: 'the number of another ticket of the same company that is no suggestion',
        },
  };
}

/** What came by e-mail is answered by e-mail; what is answered in a ticket of another channel is mailed to nobody. */
export function answeredElsewhere({ ticketNo, channel }: TicketState, other: TicketState): Why | null {
  if (channel !== 'email' || other.channel === 'email') return null;
  const { ticketNo: there } = other;
  return {
    detail: {
      zh: `${ticketNo} 来自邮件，须以邮件答复，${there} 不以邮件答复：请将 ${there} 并入本工单，或用 link 关联。`,
      en: `${ticketNo} came by e-mail and is answered by e-mail, and ${there} is not: merge ${there} into it, or link them.`,
    },
    expected: {
      zh: '同一企业另一来自邮件的工单的编号',
      en: 'the number of another ticket of the same company that came by e-mail',
    },
  };
}

/** A follower gets the answer of its head, which knows of nothing else that was asked there. */
function byAnotherHead({ ticketNo, incident }: TicketState, other: TicketState): Why | null {
  if (other.incident === null || other.incident === incident || isIncidentHead(other) || !waitsForAnswer(other)) {
    return null;
  }
  const { ticketNo: there, incident: head } = other;
  return {
    detail: {
      zh: `${there} 跟随批量事件 ${head}，由其统一答复，${ticketNo} 的问题得不到答复：请先对 ${there} 执行 detach，或先将 ${ticketNo} attach 到 ${head}（同一事件时），或并入另一工单。`,
      en: `${there} follows the incident ${head} and gets that one’s answer, which says nothing to ${ticketNo}: detach ${there} first, or name another ticket; if it is about the same incident, attach ${ticketNo} to ${head} first.`,
    },
    expected: {
      zh: '同一企业另一工单的编号，且不跟随其他批量事件',
      en: 'the number of another ticket of the same company that follows no other incident',
    },
  };
}
