import type { Command } from '../../contracts/commands.ts';
import { askForReview } from '../../db/repositories/lateReviews.ts';
import { storeText } from '../../db/repositories/texts.ts';
import { reviewOpening } from '../../domain/ticket/reviews.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { startLateReview } from '../../intake/lateReviews.ts';
import type { ApiDeps } from '../deps.ts';

export interface LateComplaint {
  readonly state: TicketState;
  readonly updateId: string;
  readonly text: Readonly<Record<string, unknown>> | null;
  readonly command: Command;
}

/**
 * A complaint about the service on an archived ticket: the ticket stays as it is, a review of its own is opened beside it. The review
 * stands once this resolves, or is started as soon as Temporal is back.
 */
export async function complainOfArchived(
  deps: ApiDeps,
  { state, updateId, text, command }: LateComplaint,
): Promise<void> {
  if (command.name !== 'complain') throw new Error(`${command.name} is given to a ticket's workflow`);
  const { actor, payload } = command;
  const textId = text === null ? null : await storeText(deps.db, state.ticketNo, text);
  const { versions: timetable } = await deps.timetables.current();
  const facts = { actor, textId, openedAt: new Date().toISOString(), timetable };
  const opening = await askForReview(deps.db, { state, cause: updateId }, (reviewId) =>
    reviewOpening(state, { origin: 'complaint', about: payload.about }, { reviewId, ...facts }),
  );
  await startLateReview(deps, opening);
}
