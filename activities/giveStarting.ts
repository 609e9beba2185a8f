import type { CommandAnswer } from './jobs/tickets.ts';

/** Whatever workflows of one kind are told through: `TicketPort`, `ReviewPort`. */
interface Port<No, State, Order> {
  start(state: State): Promise<void>;
  give(no: No, command: Order, updateId: string): Promise<CommandAnswer>;
}

/** Gives a command under an update's id; where the workflow does not run yet, it is started first, as `state` stands. */
export async function giveStarting<No, State, Order>(
  port: Port<No, State, Order>,
  { no, state }: { readonly no: No; readonly state: State },
  { command, id }: { readonly command: Order; readonly id: string },
): Promise<CommandAnswer> {
  const answer = await port.give(no, command, id);
  if (answer.kind !== 'not-started') return answer;
  await port.start(state);
  return port.give(no, command, id);
}
