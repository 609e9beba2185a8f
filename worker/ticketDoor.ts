import type { CommandAnswer, ReviewDoor, TicketDoor } from '../activities/jobs/tickets.ts';
import { openingOf } from '../domain/quality/open.ts';
import type { ReviewClient } from '../intake/reviewClient.ts';
import { CommandRefused, ServiceUnavailable, type TicketClient, TicketNotStarted } from '../intake/ticketClient.ts';

/** The ticket client as jobs know it: outcomes instead of errors. */
export function ticketDoor(client: Pick<TicketClient, 'start' | 'execute'>): TicketDoor {
  return {
    start: (state) => client.start(state),
    give: (ticketNo, command, updateId) => answerOf(() => client.execute(ticketNo, command, updateId)),
  };
}

/** The review client as jobs know it. */
export function reviewDoor(client: ReviewClient): ReviewDoor {
  return {
    start: (state) => client.start(openingOf(state)),
    give: (reviewId, command, updateId) => answerOf(() => client.execute(reviewId, command, updateId)),
  };
}

async function answerOf(execute: () => Promise<unknown>): Promise<CommandAnswer> {
  try {
    await execute();
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof CommandRefused) return { kind: 'refused', refusal: error.refusal };
    if (error instanceof TicketNotStarted) return { kind: 'not-started' };
    if (error instanceof ServiceUnavailable) return { kind: 'open' };
    throw error;
  }
}
