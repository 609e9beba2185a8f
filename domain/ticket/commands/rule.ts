import type { Words } from '../../../contracts/words.ts';
import type { CommandName, CommandOf } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { Draft } from '../draft.ts';
import type { TicketState } from '../state.ts';

/** One row of the state machine: who may, from where, with what, to where. */
export interface CommandRule<Name extends CommandName> {
  /** Judged first: false is 403. */
  readonly who: (state: TicketState, actor: Actor) => boolean;
  /** The rule in words, for the one who was refused. */
  readonly whoMay: Words;
  /** Who may in this very state, where `whoMay` names several; null where `whoMay` says it. */
  readonly whoNow?: (state: TicketState, actor: Actor) => Words | null;
  /** Taken also once the ticket is archived, beside it and not by its workflow. */
  readonly whenArchived?: true;
  /** Judged second: false is 409. `actor` matters where a role may act earlier or later than others. */
  readonly when: (state: TicketState, actor: Actor) => boolean;
  readonly whenMay: Words;
  /** Says more than `whenMay` where the ticket itself shows why not: when a window closed, who has the word now. */
  readonly whyNot?: (state: TicketState, actor: Actor) => Words | null;
  /** Judged third: what stands against it at this instant, whatever it would bring, as a window that has closed; 409. */
  readonly barred?: (state: TicketState, at: Instant) => Refusal | null;
  /** What the command must bring, and what only it can violate; judged last. */
  readonly check?: (state: TicketState, command: CommandOf<Name>, at: Instant) => Refusal | null;
  readonly apply: (draft: Draft, command: CommandOf<Name>) => void;
}

export type CommandRules<Names extends CommandName> = { readonly [Name in Names]: CommandRule<Name> };
