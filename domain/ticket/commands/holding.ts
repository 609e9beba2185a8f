import { shownInstant } from '../../../contracts/instants.ts';
import type { Words } from '../../../contracts/words.ts';
import type { TicketState } from '../state.ts';
import { handlerOf } from '../people/owner.ts';

/** In whose hands the ticket is and since when, as far as its state knows; null: in nobody's. */
export function heldBy(state: TicketState): Words | null {
  const { ticketNo, assignee, heldSince } = state;
  const holder = handlerOf(state);
  if (holder === null) return null;
  const since = heldSince === null || assignee === null ? null : shownInstant(heldSince);
  return since === null
    ? { zh: `${ticketNo} 由 ${holder.staffNo} 处理。`, en: `${ticketNo} is with ${holder.staffNo}.` }
    : {
        zh: `${ticketNo} 自 ${since} 起由 ${holder.staffNo} 处理。`,
        en: `${ticketNo} is with ${holder.staffNo} since ${since}.`,
      };
}
