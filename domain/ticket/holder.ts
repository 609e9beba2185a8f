import type { Holder } from '../../contracts/people.ts';
import type { TicketState } from './state.ts';
import { waitingOn } from './waiting.ts';

/**
 * Who has the ticket, so that its time is theirs: the supervisors or the manager where it waits on them or one of them works on it, else
 * its department; also while the customer is waited for, as not every limit stands still then.
 */
export function holderOf(state: TicketState): Holder {
  const waits = waitingOn(state);
  const by = waits === 'supervisor' || waits === 'manager' ? waits : state.assignee?.role;
  if (by === 'supervisor') return 'SUPERVISORS';
  return by === 'manager' ? 'MANAGERS' : state.department;
}
