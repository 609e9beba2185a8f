import {
  TASK_COMMANDS,
  type TaskCommandName,
  TICKET_COMMANDS,
  type TicketCommandName,
} from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { barredAt, taskOf, whoOrWhen, whoOrWhenOfTask } from './judging.ts';
import type { TicketState } from './state.ts';

/** Why `name` is refused to this actor now (`forbidden` before `state-conflict`), or null. What the command brings is judged only when it is given. */
export function refusalFor(state: TicketState, actor: Actor, name: TicketCommandName): Refusal | null {
  return whoOrWhen(state, actor, name);
}

/** The commands this actor could give at `at`, spelt as in the URL. Staff count as recording for the customer where that is allowed. */
export function allowedCommands(state: TicketState, actor: Actor, at: Instant): TicketCommandName[] {
  const asBoth: readonly Actor[] = actor.kind === 'staff' ? [actor, { ...actor, onBehalf: true }] : [actor];
  return TICKET_COMMANDS.filter(
    (name) => asBoth.some((who) => whoOrWhen(state, who, name) === null) && barredAt(state, name, at) === null,
  );
}

/** The same of one task of its plan; none where there is no such task. */
export function allowedTaskCommands(state: TicketState, actor: Actor, taskId: string): TaskCommandName[] {
  const task = taskOf(state, taskId);
  if (task === undefined) return [];
  return TASK_COMMANDS.filter((name) => whoOrWhenOfTask({ state, task }, actor, `task-${name}`) === null);
}
