import { isTicking } from '../clocks/running/ticking.ts';
import type { Clock } from '../clocks/types.ts';
import type { TicketState } from './state.ts';

/** Whether the customer still waits for something that was promised, in time or not. */
export function isPromiseOpen({ clocks }: Pick<TicketState, 'clocks'>): boolean {
  return clocks.some(isOpenPromise);
}

export function isOpenPromise(clock: Clock): boolean {
  return clock.id === 'PROMISE' && isTicking(clock);
}
