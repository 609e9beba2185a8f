import type { TicketState } from '../domain/ticket/state.ts';
import type { TicketClient } from './ticketClient.ts';
import { WorkflowNotStarted } from './workflowCall.ts';

/** Tells a workflow something; one that Temporal does not have is started first. Told twice is done once: both are of the same id. */
export async function startingFirst<Result>(start: () => Promise<void>, tell: () => Promise<Result>): Promise<Result> {
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof WorkflowNotStarted)) throw error;
    await start();
    return tell();
  }
}

/** Tells a ticket's workflow how far the ticket has come in PostgreSQL; one that Temporal does not have begins with that. */
export function tellHowFar(client: Pick<TicketClient, 'start' | 'recorded'>, state: TicketState): Promise<void> {
  return startingFirst(
    () => client.start(state),
    () => client.recorded(state),
  );
}
