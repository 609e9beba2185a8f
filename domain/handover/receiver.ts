import type { LineOutcome } from '../../contracts/handovers.ts';
import type { StaffRef } from '../../contracts/people.ts';
import { fits } from '../ticket/people/taker.ts';
import type { TicketState } from '../ticket/state.ts';
import { isUnderWay } from '../ticket/underWay.ts';

/** What a hand-over does to one ticket on its note. */
export type Handing =
  | { readonly outcome: Exclude<LineOutcome, 'handed-over'> }
  | { readonly outcome: 'handed-over'; readonly from: string; readonly to: StaffRef };

/**
 * Who has a ticket after the hand-over: whoever accepted the note, else a colleague of that shift whom the work suits. A ticket that
 * nobody has stays in its queue; one that went elsewhere, or for which nothing is to be done any more, is settled.
 */
export function handingOf(
  state: TicketState,
  { from, shift }: { readonly from: string | null; readonly shift: readonly StaffRef[] },
): Handing {
  if (!isUnderWay(state)) return { outcome: 'settled' };
  if (from === null) return { outcome: state.assignee === null ? 'queued' : 'settled' };
  if (state.assignee?.staffNo !== from) return { outcome: 'settled' };
  // Who left a note lying may be of the very shift that takes it up.
  if (shift.some(({ staffNo }) => staffNo === from)) return { outcome: 'stays' };
  const to = shift.find((person) => fits(state, person));
  return to === undefined ? { outcome: 'stays' } : { outcome: 'handed-over', from, to };
}
