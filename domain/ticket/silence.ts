import type { TicketClockId } from '../../contracts/clocks.ts';
import { owedReplies, startClock, startUnlessTicking, stopClocks, tickingClock } from './clockwork.ts';
import type { Draft } from './draft.ts';

/** What closes a ticket whose customer says nothing. */
export const SILENCE_CLOCKS: readonly TicketClockId[] = ['MATERIAL_WAIT', 'CONFIRM_WAIT'];

/**
 * The customer has written, so he is not silent: the wait for him ends. It begins anew with the word that he is owed; at once where no
 * limit has that given (docs/norms.md, clocks).
 */
export function silenceBroken(draft: Draft): void {
  const wait = tickingClock(draft.state, SILENCE_CLOCKS);
  if (wait === undefined || wait.startedAt > draft.at) return;
  stopClocks(draft, [wait.id]);
  if (owedReplies(draft.state).length === 0) startClock(draft, { id: wait.id });
}

/** He was answered: what the ticket waits for is his to give again. */
export function silenceBegins(draft: Draft): void {
  const { status } = draft.state;
  if (status === 'WAITING_CUSTOMER') startUnlessTicking(draft, { id: 'MATERIAL_WAIT' });
  if (status === 'AWAITING_CONFIRMATION') startUnlessTicking(draft, { id: 'CONFIRM_WAIT' });
}
