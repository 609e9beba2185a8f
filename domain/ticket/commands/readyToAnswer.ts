import type { Words } from '../../../contracts/words.ts';
import { isSuggestion } from '../../catalog/suggestions.ts';
import type { TicketState } from '../state.ts';
import { isTaskOpen } from '../plan.ts';

/** All that was to be done before an answer is done. */
export function isReadyToAnswer({ status, tasks }: TicketState): boolean {
  return status === 'IN_PROGRESS' || (status === 'COORDINATING' && !tasks.some(isTaskOpen));
}

export const READY_TO_ANSWER: Words = {
  zh: '工单为 IN_PROGRESS，或为 COORDINATING 且全部任务已完成或取消',
  en: 'IN_PROGRESS, or COORDINATING once all tasks are done or cancelled',
};

/** A suggestion's answer is the outcome of its review, which a plain answer would leave open; null for all others. */
export function answeredByReview({ ticketNo, category }: TicketState): Words | null {
  if (!isSuggestion(category)) return null;
  return {
    zh: `${ticketNo} 是建议：以 review-suggestion 给出评审结果（ADOPTED、LATER 或 NO）和理由，即为答复。`,
    en: `${ticketNo} is a suggestion: its answer is the outcome of its review (ADOPTED, LATER or NO) with the reason, by review-suggestion.`,
  };
}
