import type { TicketNo } from '../../contracts/ids.ts';
import { isIncidentHead } from '../../domain/ticket/incidentHead.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

/** The incident that it has come to follow: its head may have been answered at this very moment. */
export function joinedIncident(
  { incident: before }: TicketState,
  { incident, ticketNo }: TicketState,
): TicketNo | null {
  return incident === before || incident === ticketNo ? null : incident;
}

/** The head's answer goes to all who follow it. */
export function hasAnsweredIncident(before: TicketState, after: TicketState): boolean {
  return isIncidentHead(after) && before.status !== after.status && after.status === 'AWAITING_CONFIRMATION';
}
