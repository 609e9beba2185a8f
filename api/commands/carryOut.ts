import type { Kysely } from 'kysely';
import type { Command } from '../../contracts/commands.ts';
import { ERRORS, type Refusal } from '../../contracts/errors.ts';
import type { Principal } from '../../contracts/people.ts';
import { isArchived } from '../../contracts/ticket.ts';
import { askToCatchUp } from '../../db/repositories/outbox.ts';
import { storeText } from '../../db/repositories/texts.ts';
import type { DB } from '../../db/schema/rows.ts';
import { archived } from '../../domain/ticket/judging.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { untoldDecisions } from '../../domain/ticket/workedOn.ts';
import type { TicketClient } from '../../intake/ticketClient.ts';
import { startingFirst } from '../../intake/startingFirst.ts';
import { actorOf } from '../http/principal.ts';
import { type Problem, refused } from '../http/problem.ts';
import { commandsFor } from './accountScope.ts';
import { openOutcome } from './openOutcome.ts';

export interface Order {
  readonly state: TicketState;
  readonly updateId: string;
  /** Stored first, so that the workflow carries its id only; what a refused command leaves is swept. */
  readonly text: Readonly<Record<string, unknown>> | null;
  readonly commandWith: (textId: string | null) => Command;
}

/** Whether these rules still allow a command at all: an archived ticket starts no workflow. */
function refuseArchived({ status, ticketNo }: TicketState): void {
  if (isArchived(status)) throw refused(archived(ticketNo));
}

/** A refusal as the caller sees it: what stands against it and, in a conflict, what would be possible now. */
export function refusalProblem(refusal: Refusal, state: TicketState, principal: Principal): Problem {
  const version = state.version - untoldDecisions(state, actorOf(principal));
  if (refusal.code === 'version-mismatch') return refused(refusal, { version });
  const conflict = ERRORS[refusal.code].status === 409;
  return refused(
    refusal,
    conflict ? { ticketStatus: state.status, version, allowedCommands: commandsFor(principal, state) } : {},
  );
}

/**
 * Gives the command to the ticket's workflow, which is started first where it does not run yet.
 * Throws `CommandRefused`; `unavailable` leaves the outcome open, and the same update id repeated gives it.
 */
export async function carryOut(deps: { db: Kysely<DB>; ticketClient: TicketClient }, order: Order): Promise<void> {
  const { ticketNo } = order.state;
  const textId = order.text === null ? null : await storeText(deps.db, ticketNo, order.text);
  const command = { ...order.commandWith(textId), stands: order.state.version };
  try {
    await startingFirst(
      () => startUnlessArchived(deps.ticketClient, order.state),
      () => deps.ticketClient.execute(ticketNo, command, order.updateId),
    );
  } catch (error) {
    const open = openOutcome(error);
    // It may have been decided and written, and lost with Temporal: the ticket goes on with that, also where nobody repeats it.
    if (open !== error) await askToCatchUp(deps.db, ticketNo).catch(() => undefined);
    throw open;
  }
}

async function startUnlessArchived(ticketClient: TicketClient, state: TicketState): Promise<void> {
  refuseArchived(state);
  await ticketClient.start(state);
}
