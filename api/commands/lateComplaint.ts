import type { Command } from '../../contracts/commands.ts';
import { storeText } from '../../db/repositories/texts.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { openLateReview } from '../../intake/lateReviews.ts';
import type { ApiDeps } from '../deps.ts';

/** A command with its words, which are not stored yet. */
export interface SaidCommand {
  readonly state: TicketState;
  readonly updateId: string;
  readonly text: Readonly<Record<string, unknown>> | null;
  readonly command: Command;
}

/**
 * A complaint about the service on an archived ticket: the ticket stays as it is, a review of its own is opened beside it. The review
 * stands once this resolves, and is started as soon as Temporal is back. False where another one about the same person came first.
 */
export async function complainOfArchived(
  deps: ApiDeps,
  { state, updateId, text, command }: SaidCommand,
): Promise<boolean> {
  if (command.name !== 'complain') throw new Error(`${command.name} is given to a ticket's workflow`);
  const { actor, payload } = command;
  const textId = text === null ? null : await storeText(deps.db, state.ticketNo, text);
  const wanted = { origin: 'complaint', about: payload.about } as const;
  const openedAt = new Date().toISOString();
  return openLateReview(deps, { state, wanted, cause: updateId, actor, textId, openedAt });
}
