import type { CommandOutcome } from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { Errand } from '../../domain/ticket/errands.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

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
  /** Under way, or owed where this is the first run; begun anew by it. */
  readonly errands: readonly Errand[];
}
