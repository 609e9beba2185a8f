import type { Refusal } from '../../contracts/errors.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { isSuggestion } from '../catalog/suggestions.ts';
import { barredByDispute } from './underDispute.ts';
import { change, type Draft, happened, tellStaff } from './draft.ts';
import { SUPERVISORS } from './people/owner.ts';
import type { TicketState } from './state.ts';

export function isIncidentHead({ incident, ticketNo }: TicketState): boolean {
  return incident === ticketNo;
}

/** Open and not answered yet, by itself or by an incident's head; a dispute takes no answer. */
export function waitsForAnswer(state: TicketState): boolean {
  const { status } = state;
  return isOpen(status) && status !== 'AWAITING_CONFIRMATION' && barredByDispute(state, 'answer') === null;
}

/** Why a ticket of an incident does not become a suggestion, nor a matter of the service: the head's answer would end it without the outcome of its review. */
export function reviewedOfIncident({ ticketNo, incident }: TicketState, category: string): Refusal | null {
  const isReviewed = isSuggestion(category) || isQualityMatter(category);
  if (incident === null || !isReviewed) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `${ticketNo} 属于批量事件，不能归为建议、服务投诉或评价核查：它们以评审或核查结果单独答复，请先 detach。`,
      en: `${ticketNo} belongs to an incident and cannot become a suggestion or a matter of our own service, which are answered by their own review: detach it first.`,
    },
  };
}

/** Whether a head that still owed its followers an answer will give none: it closed, or is no head any more. */
export function leavesFollowers(before: TicketState, after: TicketState): boolean {
  const owed = isIncidentHead(before) && isOpen(before.status) && before.status !== 'AWAITING_CONFIRMATION';
  return owed && (!isIncidentHead(after) || !isOpen(after.status));
}

/** Nobody follows this head any more; the words of the command that ended it are about something else. */
export function endIncident(draft: Draft): void {
  change(draft, { incident: null });
  happened({ ...draft, textId: null }, 'detached', { from: draft.state.ticketNo });
  tellIncidentEnded(draft);
}

/** Supervisors hear that whoever followed goes on by himself. */
export function tellIncidentEnded(draft: Draft): void {
  tellStaff(draft, SUPERVISORS, 'incident-ended');
}
