import type { Refusal } from '../../contracts/errors.ts';
import { type Instant, shownInstant } from '../../contracts/instants.ts';
import type { Words } from '../../contracts/words.ts';
import { type CloseReason, isOpen } from '../../contracts/ticket.ts';
import { ended } from '../clocks/running/ticking.ts';
import { aYearAfter, cancelAllClocks, startClock, stopClocks } from './clockwork.ts';
import { type Draft, happened } from './draft.ts';
import { isOpenPromise, isPromiseOpen } from './openPromise.ts';
import type { TicketState } from './state.ts';

/**
 * What becomes of an open promise when its ticket closes (DECISION, docs/norms.md). A last word of the desk on the matter keeps it. Whoever accepts an
 * answer or says nothing has released nobody, so it stands. It is called off where the customer gives the matter up, or the desk the customer.
 */
const AT_CLOSING: Readonly<Record<CloseReason, 'kept' | 'stands' | 'called-off'>> = {
  CONFIRMED: 'stands',
  AGREED: 'stands',
  NO_RESPONSE: 'stands',
  RULED: 'kept',
  DECLINED: 'kept',
  UNRESOLVED: 'kept',
  WITHDRAWN: 'called-off',
  TERMINATED: 'called-off',
  // A duplicate closes only once everything that was promised on it is kept.
  DUPLICATE: 'called-off',
};

/** What stands against promising something by this instant; null when nothing does, or nothing is promised. DECISION, docs/norms.md: at most a year ahead. */
export function promiseRefusal(by: Instant | undefined, at: Instant): Refusal | null {
  const latest = aYearAfter(at);
  if (by === undefined) return null;
  if (by > at && by <= latest) return null;
  return {
    code: 'date-not-allowed',
    detail:
      by > at
        ? { zh: '承诺的时间至多在一年之内。', en: 'A promise reaches at most a year ahead.' }
        : { zh: '承诺的时间已过。', en: 'The promised time has passed already.' },
    errors: [{ pointer: '/promise/by', expected: between(at, latest) }],
  };
}

function between(first: Instant, last: Instant): Words {
  const [from, to] = [shownInstant(first), shownInstant(last)];
  return { zh: `晚于 ${from} 且不晚于 ${to} 的时刻`, en: `an instant after ${from} and not after ${to}` };
}

/** 'We tell you by …' was said to the customer: from now on it is a limit like any other. */
export function makePromise(draft: Draft, promise: { readonly by: Instant; readonly staffNo: string | null }): void {
  const { by, staffNo } = promise;
  startClock(draft, { id: 'PROMISE', terms: { fixedDueAt: by, fixedAt: draft.at } });
  const key = draft.state.clocks.at(-1)?.key ?? null;
  happened(draft, 'promised', { key, dueAt: by, staffNo, department: draft.state.department });
}

/** The same with the words of a command, where they promise something. */
export function promiseWith(draft: Draft, by: Instant | undefined): void {
  const { actor } = draft;
  if (by !== undefined) makePromise(draft, { by, staffNo: actor.kind === 'staff' ? actor.staffNo : null });
}

/** What the notice that carries those words tells of it: by when, where they promise something. */
export function promiseTold(by: Instant | undefined): { readonly promiseBy?: Instant } {
  return by === undefined ? {} : { promiseBy: by };
}

/** The customer hears of it again: every promise that was open is kept, in time or late. */
export function keepPromises(draft: Draft): void {
  stopClocks(draft, ['PROMISE']);
}

/** Ends every limit of a ticket that closes, but a promise that stands. */
export function endClocksAtClosing(draft: Draft, reason: CloseReason): void {
  if (AT_CLOSING[reason] === 'kept') keepPromises(draft);
  cancelAllClocks(draft, AT_CLOSING[reason] === 'stands' ? ['PROMISE'] : []);
}

/** What the notice of a closing tells of what still stands: by when the customer hears more. */
export function promiseStanding(state: TicketState): { readonly promiseBy?: Instant } {
  return promiseTold(promisesAhead(state)[0]);
}

/** Whether a promise goes on though the ticket closes. */
export function outlivedByPromise(before: TicketState, after: TicketState): boolean {
  return isOpen(before.status) && after.status === 'CLOSED' && isPromiseOpen(after);
}

/** The same ticket with its promises called off as it closed, as it was before they outlived it. */
export function withoutPromises(state: TicketState): TicketState {
  const at = state.closedAt;
  if (at === null) return state;
  return {
    ...state,
    clocks: state.clocks.map((clock) => (isOpenPromise(clock) ? ended(clock, at, 'cancelled') : clock)),
  };
}

/** The times of open promises that can still be kept, the next one first. */
export function promisesAhead({ clocks }: TicketState): Instant[] {
  const ahead = clocks.filter((clock) => isOpenPromise(clock) && !clock.breached);
  return ahead.flatMap(({ terms }) => terms.fixedDueAt ?? []).toSorted();
}
