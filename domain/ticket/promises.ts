import type { Refusal } from '../../contracts/errors.ts';
import { type Instant, shownInstant } from '../../contracts/instants.ts';
import type { Words } from '../../contracts/words.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import { aYearAfter, startClock, stopClocks } from './clockwork.ts';
import { type Draft, happened } from './draft.ts';

/** Closings with which the desk gives the customer its last word; the others leave nothing to keep a promise for. */
const CLOSED_WITH_A_WORD: readonly CloseReason[] = ['RULED', 'DECLINED', 'TERMINATED', 'UNRESOLVED'];

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

/** The last word keeps what is open; where the customer left or fell silent the promises are void, which closing sees to. */
export function keepPromisesAtClosing(draft: Draft, reason: CloseReason): void {
  if (CLOSED_WITH_A_WORD.includes(reason)) keepPromises(draft);
}
