import { DUTY_CLOCK_IDS } from '../../contracts/clocks.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { TicketState } from './state.ts';

/** The desk still has something to do for it: an open ticket, or a closed one that is owed a follow-up or a second look. */
export function isUnderWay({ status, owed }: Pick<TicketState, 'status' | 'owed'>): boolean {
  return isOpen(status) || (status === 'CLOSED' && owed !== null);
}

/** What a later version may move: of a closed ticket only what is owed to it, since its customer was told the windows. */
export function limitsUnderWay({ status, clocks }: Pick<TicketState, 'status' | 'clocks'>): TicketState['clocks'] {
  return isOpen(status) ? clocks : clocks.filter(({ id }) => DUTY_CLOCK_IDS.includes(id));
}
