import type { Instant } from '../../contracts/instants.ts';
import { ENDED_BY_WORD, startClock, stopClocks, tickingClock } from './clockwork.ts';
import type { Draft } from './draft.ts';
import { silenceBegins } from './silence.ts';
import type { TicketState } from './state.ts';

/**
 * Somebody has written to the customer, by whichever command: what waited for a person's word ends. The first word to a complex mail
 * that names a time (`promiseBy`, UTC) leaves the full reply, owed within three workdays of the mail (docs/norms.md, clocks).
 */
export function wordGiven(draft: Draft, promiseBy: Instant | undefined): void {
  const owedInFull = promiseBy !== undefined && isFirstReplyToComplexMail(draft.state);
  stopClocks(draft, ENDED_BY_WORD);
  silenceBegins(draft);
  if (owedInFull) startClock(draft, { id: 'EMAIL_COMPLEX_REPLY', startedAt: draft.state.receivedAt });
}

function isFirstReplyToComplexMail(state: TicketState): boolean {
  return state.slaClass === 'complex' && tickingClock(state, ['EMAIL_FIRST_REPLY']) !== undefined;
}
