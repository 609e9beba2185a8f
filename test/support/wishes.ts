import { COMMAND_NAMES, type CommandName, DESK_COMMANDS } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import { allowedCommands } from '../../domain/ticket/allowed.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

/** What somebody would like to do, before it is known how the ticket stands. */
export interface Wish {
  readonly actor: Actor;
  readonly pick: number;
  /** Whatever comes to mind, not only what is open to this person now. */
  readonly anything: boolean;
}

/** They end the story: drawn, but seldom. */
const ENDING: readonly CommandName[] = ['withdraw', 'mark-duplicate', 'merge', 'decline', 'terminate'];
const GIVEN = COMMAND_NAMES.filter((name) => !DESK_COMMANDS.some((own) => own === name));
const ENDS_EVERY = 7;

function openTo(state: TicketState, { actor, pick }: Wish): readonly CommandName[] {
  const allowed: CommandName[] = [...allowedCommands(state, actor)];
  if (state.tasks.length > 0) allowed.push('task-take-over', 'task-complete', 'task-refuse', 'task-transfer');
  const going = allowed.filter((name) => !ENDING.includes(name));
  return going.length > 0 && pick % ENDS_EVERY !== 0 ? going : allowed;
}

/** The command that this wish comes to as the ticket stands. */
export function wishedCommand(state: TicketState, wish: Wish): CommandName {
  const names = wish.anything ? GIVEN : openTo(state, wish);
  return names[wish.pick % names.length] ?? 'answer';
}
