import type { Command, TicketCommandName } from '../../contracts/commands.ts';
import type { Actor, Principal } from '../../contracts/people.ts';
import { isArchived } from '../../contracts/ticket.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import type { ReadScope } from '../../db/repositories/reading/scope.ts';
import { isDecided } from '../../db/repositories/decisions.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import { refusalFor } from '../../domain/ticket/allowed.ts';
import { COMPLAINT_UNDER_WAY } from '../../domain/quality/underWay.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { CommandRefused } from '../../intake/workflowCall.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import type { Make } from '../http/idempotent.ts';
import { invalid, type Problem } from '../http/problem.ts';
import { complainOfArchived } from './lateComplaint.ts';
import { carryOut, refusalProblem } from './carryOut.ts';
import { addToReview } from './sayMore.ts';
import { isTold, refuseAskedSecrets } from './outgoing.ts';
import { refuseWithoutScope } from './accountScope.ts';
import { RESOLVE_TICKET } from './resolveTicket.ts';

/** A parsed command of a caller on a ticket that the caller may read. */
export interface TicketCommandRequest<Name extends TicketCommandName> {
  readonly name: Name;
  readonly body: TicketCommandBodies[Name];
  readonly principal: Principal;
  readonly scope: ReadScope;
  readonly state: TicketState;
  readonly updateId: string;
  readonly expectedVersion: number | null;
  readonly make: Make;
}

/** Throws `validation` where nobody of the staff says so: everybody else speaks for himself. */
function saysOnBehalf(body: object, { kind }: Principal): boolean {
  if (!('onBehalf' in body) || body.onBehalf !== true) return false;
  if (kind === 'staff') return true;
  const expected = {
    zh: '省略：仅用于工作人员代客户操作',
    en: 'nothing: only staff record what the customer said',
  };
  throw invalid('body', { pointer: '/onBehalf', expected });
}

/** Runs one command on a ticket; afterwards its effect can be read. Throws a `Problem` where it was not done. */
export async function runTicketCommand<Name extends TicketCommandName>(
  deps: ApiDeps,
  request: TicketCommandRequest<Name>,
): Promise<void> {
  const { name, body, principal, state, updateId, expectedVersion } = request;
  const actor = actorOf(principal, saysOnBehalf(body, principal));
  refuseWithoutScope(principal, state, name);
  // Who and when come first (403, 409), before anything is looked up, stored or taken for the command.
  const refusal = refusalFor(state, actor, name);
  if (refusal !== null) {
    // The first request did its work unheard.
    if (await isDecided(deps.db, state.ticketNo, updateId)) return;
    // Between the two comes the version that was seen, which the workflow compares as long as there is one.
    const isStale = expectedVersion !== null && expectedVersion !== state.version;
    if (isArchived(state.status) || !isStale || refusal.code === 'forbidden')
      throw refusalProblem(refusal, state, principal);
  }
  if (isTold(name)) refuseAskedSecrets(actor, body);
  await perform(deps, request, actor);
}

async function perform<Name extends TicketCommandName>(
  deps: ApiDeps,
  request: TicketCommandRequest<Name>,
  actor: Actor,
): Promise<void> {
  const { name, body, principal, scope, state, updateId, expectedVersion, make } = request;
  const { db, timetables } = deps;
  const timetable = await timetables.of(state.timetable);
  const now = new Date().toISOString();
  const around = { db, timetables, timetable, scope, state, principal, updateId, now, make };
  const { payload, text, undo } = await RESOLVE_TICKET[name](body, around);
  // A command of one name is one of the union's members, which the compiler cannot see for a name still open.
  const commandWith = (textId: string | null): Command =>
    ({ name, actor, textId, expectedVersion, payload }) as Command;
  const said = { state, updateId, text, command: commandWith(null) };
  const isSeen = expectedVersion === null || expectedVersion === state.version;
  if (isSeen && (await addToReview(deps, said))) return;
  if (state.status === 'ARCHIVED') {
    if ((await complainOfArchived(deps, said)) || (await addToReview(deps, said))) return;
    throw refusalProblem(COMPLAINT_UNDER_WAY, state, principal);
  }
  try {
    await carryOut(deps, { state, updateId, text, commandWith });
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    // Another complaint about the same person came first in this moment.
    if (isSeen && (await addToReview(deps, said))) return;
    await undo?.();
    throw await withLatestState(deps, error, request);
  }
}

async function withLatestState<Name extends TicketCommandName>(
  deps: ApiDeps,
  { refusal }: CommandRefused,
  { state, principal }: TicketCommandRequest<Name>,
): Promise<Problem> {
  const latest = await readTicketState(deps.db, state.ticketNo);
  return refusalProblem(refusal, latest ?? state, principal);
}
