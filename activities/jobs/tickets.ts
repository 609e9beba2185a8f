import type { Command } from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { ReviewId, TicketNo } from '../../contracts/ids.ts';
import type { ReviewCommand } from '../../contracts/reviews.ts';
import type { ReviewState } from '../../domain/quality/state.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

export type CommandAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Its workflow does not run yet. */
  | { readonly kind: 'not-started' }
  /** Nobody answered in time; the same id repeated gives the outcome. */
  | { readonly kind: 'open' };

/** How jobs reach tickets: as every command does. */
export interface TicketPort {
  start(state: TicketState): Promise<void>;
  give(ticketNo: TicketNo, command: Command, updateId: string): Promise<CommandAnswer>;
}

/** How jobs reach quality reviews. */
export interface ReviewPort {
  start(state: ReviewState): Promise<void>;
  give(reviewId: ReviewId, command: ReviewCommand, updateId: string): Promise<CommandAnswer>;
}
