import { complaintUnderWay } from '../../db/repositories/quality/complaints.ts';
import { storeText } from '../../db/repositories/texts.ts';
import { lastAtWork } from '../../domain/ticket/reviews.ts';
import { CommandRefused } from '../../intake/workflowCall.ts';
import type { ApiDeps } from '../deps.ts';
import { giveToReview } from './giveToReview.ts';
import type { SaidCommand } from './lateComplaint.ts';
import { openOutcome } from './openOutcome.ts';

/**
 * Adds a complaint about somebody, in other words, to the review of this ticket that looks into the first one, and says whether there is
 * one: once its result was told, what is said is a complaint of its own.
 */
export async function addToReview(deps: ApiDeps, { state, updateId, text, command }: SaidCommand): Promise<boolean> {
  if (command.name !== 'complain' || text === null) return false;
  const { ticketNo } = state;
  const subject = command.payload.about ?? lastAtWork(state);
  const opening = await complaintUnderWay(deps.db, { ticketNo, subject, cause: updateId });
  if (opening === null) return false;
  const textId = await storeText(deps.db, ticketNo, text);
  const { actor } = command;
  try {
    const added = { name: 'add-words', actor, textId, expectedVersion: null, payload: {} } as const;
    await giveToReview(deps, opening, { command: added, updateId });
    return true;
  } catch (error) {
    // Its result was told in this very moment.
    if (error instanceof CommandRefused) return false;
    throw openOutcome(error);
  }
}
