import type { WaitingOn } from '../../contracts/ticket.ts';
import { type HandoverState, isOver } from './state.ts';

/** A hand-over waits for the shift on duty or the next one, until it is over. */
export function handoverWaitsOn(state: Pick<HandoverState, 'status' | 'clocks'>): WaitingOn {
  return isOver(state) ? 'nobody' : 'department';
}
