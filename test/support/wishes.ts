import { COMMAND_NAMES, type CommandName, DESK_COMMANDS, TICKET_COMMANDS } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import { refusalFor } from '../../domain/ticket/allowed.ts';
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

/** What this person may give as the one he is: staff who record for a customer are somebody else. */
function mayGive(state: TicketState, actor: Actor): CommandName[] {
  return TICKET_COMMANDS.filter((name) => refusalFor(state, actor, name) === null);
}

function openTo(state: TicketState, { actor, pick }: Wish): readonly CommandName[] {
  const allowed = mayGive(state, actor);
  if (state.tasks.length > 0) allowed.push('task-take-over', 'task-complete', 'task-refuse', 'task-transfer');
  const going = allowed.filter((name) => !ENDING.includes(name));
  return going.length > 0 && pick % ENDS_EVERY !== 0 ? going : allowed;
}

/** The first of these people who has anything to do on the ticket; the first of all where nobody has. */
export function whoCan<Person>(
  state: TicketState,
  people: readonly Person[],
  actorOf: (person: Person) => Actor,
): Person | undefined {
  return people.find((person) => mayGive(state, actorOf(person)).length > 0) ?? people[0];
}

/** The command that this wish comes to as the ticket stands. */
export function wishedCommand(state: TicketState, wish: Wish): CommandName {
  const names = wish.anything ? GIVEN : openTo(state, wish);
  return names[wish.pick % names.length] ?? 'answer';
}
