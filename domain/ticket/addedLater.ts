import type { TicketState } from './state.ts';

const ADDED_LATER = {
  heldSince: null,
  proposedBy: null,
  workers: null,
  escalated: false,
  reviews: { count: 0, open: [] },
  ownerFixed: false,
  abuseWarned: false,
  incident: null,
  owed: null,
  extensionAsked: null,
} as const satisfies Partial<TicketState>;

/** A state from before something was known of tickets, with what that is where nothing was said of it. */
export function withAddedLater(state: TicketState): TicketState {
  return { ...ADDED_LATER, ...state };
}
