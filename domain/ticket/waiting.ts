import type { WaitingOn } from '../../contracts/ticket.ts';
import { awaitedParty, type Dispute, isRunning, stepOf } from '../dispute/dispute.ts';
import { isPromiseOpen } from './openPromise.ts';
import { levelOf } from './people/level.ts';
import { isCustomerAwaited } from './silence.ts';
import type { TicketState } from './state.ts';

/**
 * On whom everything waits. An open ticket always waits on somebody; a closed one on whoever owes it a follow-up, a second look or a
 * promised word, else on the customer, who may rate or re-open it.
 */
export function waitingOn(state: TicketState): WaitingOn {
  switch (state.status) {
    case 'RECEIVED':
      return state.routing === 'coordinated' || isOwnerUndecided(state) ? 'supervisor' : 'department';
    case 'ASSIGNED':
      return 'department';
    case 'IN_PROGRESS':
      // It is in no queue: who goes on, a supervisor says.
      return state.assignee === null ? 'supervisor' : 'department';
    case 'COORDINATING':
      if (isRunning(state.dispute)) return waitingInDispute(state.dispute);
      return isToBePlanned(state) ? 'supervisor' : 'department';
    case 'REASSESSING':
      return waitingInRound(state.round);
    case 'WAITING_CUSTOMER':
    case 'AWAITING_CONFIRMATION':
      return isCustomerAwaited(state) ? 'customer' : 'department';
    case 'CLOSED':
      return waitingWhenClosed(state);
    case 'WAITING_PARTIES':
      return state.dispute === null ? 'party' : waitingInDispute(state.dispute);
    case 'ARCHIVED':
    case 'PURGED':
      return 'nobody';
  }
}

/** Two departments gave it back: whose it is, only a supervisor says. */
function isOwnerUndecided({ routing, sentBackBy }: TicketState): boolean {
  return routing === 'department' && sentBackBy.length > 1;
}

/** Nobody leads its plan, or a part of it was refused. */
export function isToBePlanned({ lead, tasks }: TicketState): boolean {
  return lead === null || tasks.some(({ status }) => status === 'REFUSED');
}

function waitingInRound(round: number): WaitingOn {
  const level = levelOf(round);
  return level === 'supervisor' || level === 'manager' ? level : 'department';
}

function waitingWhenClosed(state: TicketState): WaitingOn {
  switch (state.owed?.duty) {
    case 'follow-up':
      return 'department';
    case 'termination-review':
      return 'supervisor';
    case undefined:
      return isPromiseOpen(state) ? 'department' : 'customer';
  }
}

/** The buyer is the ticket's customer; `party` where both are to act. */
function waitingInDispute(dispute: Dispute): WaitingOn {
  const { waitsOn } = stepOf(dispute);
  const party = waitsOn === 'parties' ? awaitedParty(dispute) : waitsOn;
  if (party === null) return waitsOn === 'parties' ? 'party' : 'nobody';
  return party === 'buyer' ? 'customer' : party;
}
