import type { CommandAnswer, ReviewPort, TicketPort } from '../activities/jobs/tickets.ts';
import { openingOf } from '../domain/quality/open.ts';
import type { ReviewClient } from '../intake/reviewClient.ts';
import type { TicketClient } from '../intake/ticketClient.ts';
import { CommandRefused, ServiceUnavailable, WorkflowNotStarted } from '../intake/workflowCall.ts';

/** The ticket client as jobs know it: outcomes instead of errors. */
export function ticketPort(client: Pick<TicketClient, 'start' | 'execute'>): TicketPort {
  return {
    start: (state) => client.start(state),
    give: (ticketNo, command, updateId) => answerOf(() => client.execute(ticketNo, command, updateId)),
  };
}

/** The review client as jobs know it. */
export function reviewPort(client: ReviewClient): ReviewPort {
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
    if (error instanceof WorkflowNotStarted) return { kind: 'not-started' };
    if (error instanceof ServiceUnavailable) return { kind: 'open' };
    throw error;
  }
}
