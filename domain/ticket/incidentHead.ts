import { isOpen } from '../../contracts/ticket.ts';
import { type Draft, SUPERVISORS, tellStaff } from './draft.ts';
import type { TicketState } from './state.ts';

export function isIncidentHead({ incident, ticketNo }: TicketState): boolean {
  return incident === ticketNo;
}

/** Whether a head that still owed its followers an answer will give none: it closed, or is no head any more. */
export function leavesFollowers(before: TicketState, after: TicketState): boolean {
  const owed = isIncidentHead(before) && isOpen(before.status) && before.status !== 'AWAITING_CONFIRMATION';
  return owed && (!isIncidentHead(after) || !isOpen(after.status));
}

/** Supervisors hear that whoever followed goes on by himself. */
export function tellIncidentEnded(draft: Draft): void {
  tellStaff(draft, SUPERVISORS, 'incident-ended');
}
