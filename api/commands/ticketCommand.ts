import type { Command, TicketCommandName, TicketCommandPayloads } from '../../contracts/commands.ts';
import type { Actor, Principal } from '../../contracts/people.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import type { ReadScope } from '../../db/repositories/reading/scope.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import { refusalFor } from '../../domain/ticket/allowed.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { CommandRefused } from '../../intake/workflowCall.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import { Problem } from '../http/problem.ts';
import { complainOfArchived } from './lateComplaint.ts';
import { carryOut, refusalProblem } from './carryOut.ts';
import type { Resolved, Surroundings } from './context.ts';
import { refuseWithoutScope } from './disputeScope.ts';
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
}

function saysOnBehalf(body: object): boolean {
  return 'onBehalf' in body && body.onBehalf === true;
}

/** Names in the body are looked up; where one is wrong, who and when still come first (403, 409, then 422). */
async function resolve<Name extends TicketCommandName>(
  { name, body, state }: TicketCommandRequest<Name>,
  actor: Actor,
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads[Name]>> {
  try {
    return await RESOLVE_TICKET[name](body, around);
  } catch (error) {
    const refusal = error instanceof Problem ? refusalFor(state, actor, name) : null;
    if (refusal === null) throw error;
    throw refusalProblem(refusal, state, actorOf(around.principal));
  }
}

/** Nothing runs any more that could be asked: the rules answer by themselves (403, else `ticket-archived`). */
function refuseForGood(state: TicketState, actor: Actor, name: TicketCommandName): void {
  const refusal = refusalFor(state, actor, name);
  if (refusal !== null) throw refusalProblem(refusal, state, actor);
}

/** Runs one command on a ticket; afterwards its effect can be read. Throws a `Problem` where it was not done. */
export async function runTicketCommand<Name extends TicketCommandName>(
  deps: ApiDeps,
  request: TicketCommandRequest<Name>,
): Promise<void> {
  const { name, body, principal, state } = request;
  const actor = actorOf(principal, saysOnBehalf(body));
  await refuseWithoutScope(deps, principal, { name, state });
  if (state.status === 'ARCHIVED' || state.status === 'PURGED') refuseForGood(state, actor, name);
  await perform(deps, request, actor);
}

async function perform<Name extends TicketCommandName>(
  deps: ApiDeps,
  request: TicketCommandRequest<Name>,
  actor: Actor,
): Promise<void> {
  const { name, principal, scope, state, updateId, expectedVersion } = request;
  const { db, timetables } = deps;
  const timetable = await timetables.of(state.timetable);
  const around = { db, timetables, timetable, scope, state, principal, updateId, now: new Date().toISOString() };
  const { payload, text, undo } = await resolve(request, actor, around);
  // A command of one name is one of the union's members, which the compiler cannot see for a name still open.
  const commandWith = (textId: string | null): Command =>
    ({ name, actor, textId, expectedVersion, payload }) as Command;
  if (state.status === 'ARCHIVED') {
    await complainOfArchived(deps, { state, updateId, text, command: commandWith(null) });
    return;
  }
  try {
    await carryOut(deps, { state, updateId, text, commandWith });
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
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
  return refusalProblem(refusal, latest ?? state, actorOf(principal));
}
