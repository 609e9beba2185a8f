import type { Words } from '../../contracts/words.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type {
  Command,
  CommandName,
  CommandOf,
  TaskCommandPayloads,
  TicketCommandPayloads,
} from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { isOpen, type TicketStatus } from '../../contracts/ticket.ts';
import { statusWords } from '../catalog/statuses.ts';
import { COMMAND_RULES } from './commands/index.ts';
import type { CommandRule } from './commands/rule.ts';
import { taskStands } from './commands/taskStands.ts';
import { TASK_RULES, type TaskRule } from './commands/tasks.ts';
import { barredByDispute } from './underDispute.ts';
import { barredByReview, JUDGES_OF_SERVICE } from './underReview.ts';
import { inEachRole } from './people/deputies.ts';
import { isShutOut } from './shutOut.ts';
import type { Task, TicketState } from './state.ts';

/**
 * Why a command is refused, in the order of the interface: who may (`forbidden`), the version seen (`version-mismatch`), from where
 * (`state-conflict`), with what (422). Null: it is allowed. Source: docs/norms.md, states.
 */
export function refusalOf(state: TicketState, command: Command, at: Instant): Refusal | null {
  const refusal = isOnTask(command) ? refusalOfTask(state, command, at) : refusalOfCommand(state, command, at);
  return refusal?.code === 'forbidden' ? refusal : (staleVersion(state, command) ?? refusal);
}

/** The caller has seen another version than the one that stands. */
function staleVersion(state: TicketState, { expectedVersion: seen }: Command): Refusal | null {
  if (seen === null || seen === state.version) return null;
  return {
    code: 'version-mismatch',
    detail: {
      zh: '工单在您读取之后已有变更，请重新读取后再改。',
      en: 'The ticket has changed since you read it. Read it again before you change it.',
    },
  };
}

type CommandAmong<Payloads> = Extract<Command, { name: keyof Payloads }>;

export function isOnTask(command: Command): command is CommandAmong<TaskCommandPayloads> {
  return 'taskId' in command.payload;
}

function refusalOfCommand<Name extends keyof TicketCommandPayloads>(
  state: TicketState,
  command: CommandOf<Name>,
  at: Instant,
): Refusal | null {
  const rule: CommandRule<Name> = COMMAND_RULES[command.name];
  const barred = whoOrWhen(state, command.actor, command.name) ?? barredAt(state, command.name, at);
  return barred ?? rule.check?.(state, command, at) ?? null;
}

/** Why nobody can give this command at this instant, whatever it would bring; null when nothing stands against it. */
export function barredAt(state: TicketState, name: keyof TicketCommandPayloads, at: Instant): Refusal | null {
  return COMMAND_RULES[name].barred?.(state, at) ?? null;
}

/** Why this actor cannot give this command now, whatever it would bring; null when nothing stands against it. */
export function whoOrWhen(state: TicketState, actor: Actor, name: keyof TicketCommandPayloads): Refusal | null {
  const rule = COMMAND_RULES[name];
  if (isShutOut(state, actor)) return { code: 'forbidden', detail: isFor(name, JUDGES_OF_SERVICE) };
  // In the place of whom a ticket is about stand others, who have his role in it.
  const roles = inEachRole(state, actor);
  if (!roles.some((each) => rule.who(state, each)))
    return { code: 'forbidden', detail: isFor(name, rule.whoNow?.(state, actor) ?? rule.whoMay) };
  if (state.status === 'PURGED' || (state.status === 'ARCHIVED' && rule.whenArchived !== true)) {
    return archived(state.ticketNo);
  }
  const barred = barredByDispute(state, name) ?? barredByReview(state, name);
  if (barred !== null) return { code: 'state-conflict', detail: barred };
  if (!roles.some((each) => rule.when(state, each))) {
    const why = rule.whyNot?.(state, actor) ?? needs(name, rule.whenMay, state.status);
    return { code: 'state-conflict', detail: why };
  }
  return null;
}

function refusalOfTask<Name extends keyof TaskCommandPayloads>(
  state: TicketState,
  command: CommandOf<Name>,
  at: Instant,
): Refusal | null {
  const { taskId } = command.payload;
  const rule: TaskRule<Name> = TASK_RULES[command.name];
  const task = taskOf(state, taskId);
  if (task === undefined)
    return {
      code: 'not-found',
      detail: { zh: `没有任务 ${taskId}。`, en: `There is no task ${taskId}.` },
    };
  const barred = whoOrWhenOfTask({ state, task }, command.actor, command.name);
  return barred ?? rule.check?.(state, task, { ...command, at }) ?? null;
}

/** Why this actor cannot give this command on the task now, whatever it would bring; null when nothing stands against it. */
export function whoOrWhenOfTask(
  { state, task }: { readonly state: TicketState; readonly task: Task },
  actor: Actor,
  name: keyof TaskCommandPayloads,
): Refusal | null {
  const rule = TASK_RULES[name];
  if (isShutOut(state, actor)) return { code: 'forbidden', detail: isFor(taskVerb(name), JUDGES_OF_SERVICE) };
  if (!inEachRole(state, actor).some((each) => rule.who(task, each)))
    return { code: 'forbidden', detail: isFor(taskVerb(name), rule.whoMay) };
  if (!isOpen(state.status) || !rule.from.includes(task.status)) {
    return {
      code: 'state-conflict',
      detail: isOpen(state.status) ? taskStands(task) : needs(taskVerb(name), OPEN_TICKET, state.status),
    };
  }
  return rule.barred?.(state, task, actor) ?? null;
}

export function taskOf({ tasks }: TicketState, taskId: string): Task | undefined {
  return tasks.find((candidate) => candidate.taskId === taskId);
}

const OPEN_TICKET: Words = { zh: '工单未结案', en: 'an open ticket' };

function taskVerb(name: CommandName): string {
  return name.replace(/^task-/, '');
}

function isFor(name: string, who: Words): Words {
  return { zh: `${name} 仅限${who.zh}。`, en: `${name} is for ${who.en}.` };
}

function needs(name: string, when: Words, status: TicketStatus): Words {
  return {
    zh: `${name} 需要：${when.zh}。该工单为${statusWords(status).zh}。`,
    en: `${name} needs: ${when.en}. The ticket is ${status}.`,
  };
}

/** An archived ticket takes nothing any more. */
export function archived(ticketNo: TicketNo): Refusal {
  return {
    code: 'ticket-archived',
    detail: { zh: `${ticketNo} 已归档，不再变更。`, en: `${ticketNo} is archived and no longer changes.` },
  };
}
