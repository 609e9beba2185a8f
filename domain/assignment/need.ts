import type { TicketState } from '../ticket/state.ts';
import type { Need } from './candidate.ts';

/** What an open ticket needs when the one who has it drops out: the next one, and nobody whose proposal was refused or whom it is about. */
export function needOfNext(state: TicketState): Need {
  const { department, category, firstContact, assignee, pastHandlers, judged = [] } = state;
  return {
    department,
    category,
    askedFor: null,
    receivedBy: null,
    contact: firstContact,
    without: [...(assignee === null ? [] : [assignee.staffNo]), ...pastHandlers, ...judged],
    senior: false,
  };
}

/** The same where the customer asked for a senior agent. */
export function needOfSenior(state: TicketState): Need {
  return { ...needOfNext(state), contact: null, senior: true };
}
