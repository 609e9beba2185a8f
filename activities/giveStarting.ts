import type { Command } from '../contracts/commands.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import type { CommandAnswer, TicketPort } from './jobs/tickets.ts';

/** Gives a ticket a command under an update's id; where its workflow does not run yet, it is started first, as the ticket stands. */
export async function giveStarting(
  tickets: TicketPort,
  state: TicketState,
  { command, id }: { readonly command: Command; readonly id: string },
): Promise<CommandAnswer> {
  const answer = await tickets.give(state.ticketNo, command, id);
  if (answer.kind !== 'not-started') return answer;
  await tickets.start(state);
  return tickets.give(state.ticketNo, command, id);
}
