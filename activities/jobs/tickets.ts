import type { Command } from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

export type CommandAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Its workflow does not run yet. */
  | { readonly kind: 'not-started' }
  /** Nobody answered in time; the same id repeated gives the outcome. */
  | { readonly kind: 'open' };

/** How jobs reach tickets: as every command does. */
export interface TicketDoor {
  start(state: TicketState): Promise<void>;
  give(ticketNo: TicketNo, command: Command, updateId: string): Promise<CommandAnswer>;
}
