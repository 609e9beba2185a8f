import { ENDED_BY_WORD, owedReplies, tickingClock } from '../domain/ticket/clockwork.ts';
import type { Instant } from '../contracts/instants.ts';
import type { Conversation } from '../domain/ticket/conversation.ts';
import type { TicketState } from '../domain/ticket/state.ts';

/** What intake reads from its rows: in a story nothing is under way between two steps, so the ticket's state says it all but when the customer was last heard. */
export function conversationOf(state: TicketState, heardAt: Instant): Conversation {
  return {
    channel: state.channel,
    urgent: state.urgent,
    heardAt,
    firstContact: state.firstContact,
    customerWaits: owedReplies(state).length > 0,
    wordAwaited: tickingClock(state, ENDED_BY_WORD) !== undefined,
    promiseOpen: tickingClock(state, ['PROMISE']) !== undefined,
  };
}
