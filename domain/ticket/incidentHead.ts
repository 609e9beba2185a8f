import { isOpen } from '../../contracts/ticket.ts';
import { barredByDispute } from './commands/underDispute.ts';
import { change, type Draft, happened, SUPERVISORS, tellStaff } from './draft.ts';
import type { TicketState } from './state.ts';

export function isIncidentHead({ incident, ticketNo }: TicketState): boolean {
  return incident === ticketNo;
}

/** Open and not answered yet, by itself or by an incident's head; a dispute takes no answer. */
export function waitsForAnswer(state: TicketState): boolean {
  const { status } = state;
  return isOpen(status) && status !== 'AWAITING_CONFIRMATION' && barredByDispute(state, 'answer') === null;
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
