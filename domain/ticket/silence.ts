import type { TicketClockId } from '../../contracts/clocks.ts';
import type { Notice, NoticeTemplate } from '../../contracts/notices.ts';
import { momentsAhead } from '../clocks/running/ticking.ts';
import type { Clock, Moment } from '../clocks/types.ts';
import { owedReplies, startClock, startUnlessTicking, stopClocks, tickingClock } from './clockwork.ts';
import type { Draft } from './draft.ts';
import { promisesAhead } from './promises.ts';
import type { TicketState } from './state.ts';

/** What closes a ticket whose customer says nothing. */
export const SILENCE_CLOCKS: readonly TicketClockId[] = ['MATERIAL_WAIT', 'CONFIRM_WAIT'];

/**
 * The customer has written or acted, so he is not silent: the wait for him ends. It begins anew with the word that he is owed; at once
 * where no limit has that given (docs/norms.md, clocks).
 */
export function silenceBroken(draft: Draft): void {
  const wait = tickingClock(draft.state, SILENCE_CLOCKS);
  if (wait === undefined || wait.startedAt > draft.at) return;
  stopClocks(draft, [wait.id]);
  if (owedReplies(draft.state).length === 0) startClock(draft, { id: wait.id });
}

/** Whether he is who is waited for: not while he is owed a word, nor once his time has run out before one that was promised to him. */
export function isCustomerAwaited(state: TicketState): boolean {
  return tickingClock(state, SILENCE_CLOCKS) !== undefined && owedReplies(state).length === 0;
}

/** Whether a wait that runs out closes the ticket: not while a word that was promised to him is still to come, with which the wait begins anew (docs/norms.md, clocks). */
export function maySilenceClose(state: TicketState): boolean {
  return promisesAhead(state).length === 0;
}

/** The last reminder of a wait that has come to its end without it; none where he had them all. */
export function lateReminder(wait: Clock): Moment | undefined {
  return momentsAhead(wait).findLast(({ kind }) => kind === 'remind');
}

const NAME_THE_END: readonly NoticeTemplate[] = ['material-requested', 'material-reminder', 'answer-sent'];

/**
 * What a notice that names when silence closes the ticket tells besides: by when, in UTC, a word was promised that comes after that, before
 * which nothing is closed. To be asked once the limits of the decision are planned.
 */
export function silenceTold({ template }: Pick<Notice, 'template'>, state: TicketState): Notice['params'] {
  const endsAt = tickingClock(state, SILENCE_CLOCKS)?.plan?.dueAt ?? null;
  const promiseAhead = promisesAhead(state).at(-1);
  if (!NAME_THE_END.includes(template) || endsAt === null || promiseAhead === undefined) return {};
  return promiseAhead < endsAt ? {} : { promiseAhead };
}

/** A promise was broken, so it is waited for no more: a wait that ran out before it begins anew, unless he is owed another word. */
export function promiseBroken(draft: Draft): void {
  if (maySilenceClose(draft.state) && owedReplies(draft.state).length === 0) silenceBegins(draft);
}

/** He was answered: what the ticket waits for is his to give again. */
export function silenceBegins(draft: Draft): void {
  const { status } = draft.state;
  if (status === 'WAITING_CUSTOMER') startUnlessTicking(draft, { id: 'MATERIAL_WAIT' });
  if (status === 'AWAITING_CONFIRMATION') startUnlessTicking(draft, { id: 'CONFIRM_WAIT' });
}
