import type { CommandOutcome } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { ReviewOpening } from '../../domain/quality/state.ts';
import type { RouteRequest, TicketState } from '../../domain/ticket/state.ts';

/** Work for an activity that is under way; started anew when the workflow continues as new. */
export type Errand =
  | { readonly kind: 'notify'; readonly version: number }
  | { readonly kind: 'route'; readonly version: number; readonly request: RouteRequest }
  | { readonly kind: 'review'; readonly opening: ReviewOpening }
  | { readonly kind: 'followers' }
  | { readonly kind: 'release'; readonly version: number }
  | { readonly kind: 'catch-up'; readonly head: TicketNo };

/** What became of a command or message, kept so that a repeat gets the same answer across runs. */
export interface Settled {
  readonly id: string;
  readonly outcome:
    { readonly ok: true; readonly value: CommandOutcome } | { readonly ok: false; readonly refusal: Refusal };
}

/** Everything one run hands to the next: plain JSON. */
export interface TicketRun {
  readonly state: TicketState;
  readonly settled: readonly Settled[];
  readonly errands: readonly Errand[];
}

/** What a state from before it was known does not carry. */
export const ADDED_LATER = {
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
