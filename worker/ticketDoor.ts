import type { TicketDoor } from '../activities/jobs/tickets.ts';
import { CommandRefused, ServiceUnavailable, type TicketClient, TicketNotStarted } from '../intake/ticketClient.ts';

/** The ticket client as jobs know it: outcomes instead of errors. */
export function ticketDoor(client: Pick<TicketClient, 'start' | 'execute'>): TicketDoor {
  return {
    start: (state) => client.start(state),
    give: async (ticketNo, command, updateId) => {
      try {
        await client.execute(ticketNo, command, updateId);
        return { kind: 'done' };
      } catch (error) {
        if (error instanceof CommandRefused) return { kind: 'refused', refusal: error.refusal };
        if (error instanceof TicketNotStarted) return { kind: 'not-started' };
        if (error instanceof ServiceUnavailable) return { kind: 'open' };
        throw error;
      }
    },
  };
}
