import type { Command, TaskCommandName } from '../../contracts/commands.ts';
import type { TaskId } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import type { TaskCommandBodies } from '../../contracts/schemas/task.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { CommandRefused } from '../../intake/workflowCall.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import { carryOut, refusalProblem } from './carryOut.ts';
import { isTold, refuseAskedSecrets } from './outgoing.ts';
import { RESOLVE_TASK } from './resolveTask.ts';

/** A parsed command of a caller on a task whose ticket the caller may read. */
export interface TaskCommandRequest<Name extends TaskCommandName> {
  readonly name: Name;
  readonly body: TaskCommandBodies[Name];
  readonly principal: Principal;
  readonly state: TicketState;
  readonly taskId: TaskId;
  readonly updateId: string;
  readonly expectedVersion: number | null;
}

/** Runs one command on a task; afterwards its effect can be read. Throws a `Problem` where it was not done. */
export async function runTaskCommand<Name extends TaskCommandName>(
  deps: ApiDeps,
  { name, body, principal, state, taskId, updateId, expectedVersion }: TaskCommandRequest<Name>,
): Promise<void> {
  const actor = actorOf(principal);
  if (isTold(`task-${name}`)) refuseAskedSecrets(actor, body);
  const { calendar } = await deps.timetables.of(state.timetable);
  const { payload, text } = await RESOLVE_TASK[name](body, { taskId, calendar, db: deps.db });
  // A command of one name is one of the union's members, which the compiler cannot see for a name still open.
  const commandWith = (textId: string | null): Command =>
    ({ name: `task-${name}`, actor, textId, expectedVersion, payload }) as Command;
  try {
    await carryOut(deps, { state, updateId, text, commandWith });
  } catch (error) {
    if (error instanceof CommandRefused) throw refusalProblem(error.refusal, state, principal);
    throw error;
  }
}
