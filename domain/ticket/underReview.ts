import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { Words } from '../../contracts/words.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import type { TicketState } from './state.ts';

type Name = keyof TicketCommandPayloads;

/** Would hand what is about the service to those whom it is about, or let it go without a result. */
const NEVER: readonly Name[] = [
  'send-back',
  'coordinate',
  'escalate',
  'confirm-urgent',
  'mark-incident',
  'attach',
  'mark-duplicate',
  'merge',
  'decline',
  'open-dispute',
];

export const JUDGES_OF_SERVICE: Words = {
  zh: '质检员、主管或经理，且其本人不是被投诉人：服务投诉与不满意评价不由客服一线组处理',
  en: 'an inspector, a supervisor or a manager whom it is not about: the desk has no part in complaints about its service',
};

/** The review whose result answers this ticket; null where none does, or it is answered already. */
export function answeringReview({ category, status, reviews }: TicketState): string | null {
  if (!isQualityMatter(category)) return null;
  // Withdrawn and re-opened, it is still its own review that answers it, and no later one about the service on it.
  if (status === 'REASSESSING') return reviews.open.find(({ ofMatter }) => ofMatter)?.reviewId ?? null;
  if (status !== 'ASSIGNED') return null;
  return reviews.open.find(({ origin }) => origin !== 'sample')?.reviewId ?? null;
}

/** Why what is about the service does not take this command; null where it does, and for all other matters. */
export function barredByReview(state: TicketState, name: Name): Words | null {
  const { ticketNo, category } = state;
  const reviewId = answeringReview(state);
  if (name === 'take-over' && reviewId !== null)
    return {
      zh: `${ticketNo} 由核查 ${reviewId} 处理：请接手该核查，告知的结论即为答复。`,
      en: `${ticketNo} is worked on in its review ${reviewId}: take that over, and the result that is told is the answer.`,
    };
  if (!isQualityMatter(category) || !NEVER.includes(name)) return null;
  return {
    zh: `${ticketNo} 是服务投诉或评价核查，以核查结论答复，不适用 ${name}；分类有误的由主管重新 classify。`,
    en: `${ticketNo} is about our own service and answered by the result of its review: ${name} is not for it. Classified wrongly, a supervisor classifies it anew.`,
  };
}
