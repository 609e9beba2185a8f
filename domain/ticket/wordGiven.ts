import type { Instant } from '../../contracts/instants.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import type { Clock } from '../clocks/types.ts';
import { ENDED_BY_WORD, startClock, startUnlessTicking, stopClocks } from './clockwork.ts';
import type { Draft } from './draft.ts';
import { silenceBegins } from './silence.ts';
import type { TicketState } from './state.ts';

/**
 * Somebody has written to the customer, by whichever command: what waited for a person's word ends. The first word to a complex mail
 * that names a time (`promiseBy`, UTC) leaves the full reply, owed within three workdays of the mail (docs/norms.md, clocks).
 */
export function wordGiven(draft: Draft, promiseBy: Instant | undefined): void {
  const { slaClass, receivedAt } = draft.state;
  const owedInFull = promiseBy !== undefined && slaClass === 'complex' && firstReplies(draft.state).some(isTicking);
  stopClocks(draft, ENDED_BY_WORD);
  silenceBegins(draft);
  if (owedInFull) startClock(draft, { id: 'EMAIL_COMPLEX_REPLY', startedAt: receivedAt });
}

/** A mail that turns out to be complex only after its first reply, which named a time, is owed the full reply as well. */
export function foundComplex(draft: Draft): void {
  const { round, receivedAt, clocks } = draft.state;
  // What was answered has had its full reply.
  if (round > 0) return;
  const replied = firstReplies(draft.state).find(({ status }) => status !== 'cancelled')?.stoppedAt ?? null;
  if (replied === null || !clocks.some(({ id, terms }) => id === 'PROMISE' && terms.fixedAt === replied)) return;
  startUnlessTicking(draft, { id: 'EMAIL_COMPLEX_REPLY', startedAt: receivedAt });
}

/** The limits of the first reply to a mail: what is urgent waits for its response instead. */
function firstReplies({ channel, receivedAt, clocks }: TicketState): readonly Clock[] {
  if (channel !== 'email') return [];
  return clocks.filter(
    ({ id, startedAt, terms }) =>
      id === 'EMAIL_FIRST_REPLY' || (id === 'URGENT_RESPONSE' && startedAt === receivedAt && terms.confirmed !== true),
  );
}
