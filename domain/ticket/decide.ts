import type { MomentsPassed } from '../clocks/types.ts';
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
import type { EventType } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { isOpen, type TicketStatus } from '../../contracts/ticket.ts';
import { statusWords } from '../catalog/statuses.ts';
import { owedReplies } from './clockwork.ts';
import { routedToSenior, settleEscalation } from './commands/escalating.ts';
import { COMMAND_RULES } from './commands/index.ts';
import { taskStands } from './commands/taskStands.ts';
import { closeWhenMeasuresAreDone } from './commands/ruling.ts';
import { TASK_RULES } from './commands/tasks.ts';
import { barredByDispute } from './commands/underDispute.ts';
import { barredByReview, JUDGES_OF_SERVICE } from './commands/underReview.ts';
import type { CommandRule } from './commands/rule.ts';
import type { TaskRule } from './commands/tasks.ts';
import { change, type Draft, draftOf, finished, happened, tellStaff } from './draft.ts';
import { startReplyClock } from './inHouse.ts';
import { takeIn } from './merged.ts';
import { passMoments, recordFoundBreaches } from './moments.ts';
import { keepPromises, makePromise } from './promises.ts';
import { archiveWhenOver, reviewEnded } from './reviews.ts';
import { isShutOut } from './shutOut.ts';
import type { Decision, MessageArrived, ReviewEnded, Routed, Task, TicketState } from './state.ts';
import { silenceBroken } from './silence.ts';
import { wordGiven } from './wordGiven.ts';
import { noteWork, noteWorker } from './workedOn.ts';

export type TicketInput = Command | MomentsPassed | Routed | MessageArrived | ReviewEnded;

const SYSTEM: Actor = { kind: 'system' };

/**
 * What the rules make of one input at one instant. Pure: same arguments, same decision.
 *
 * 1. A command is judged in the order of the interface: who may (`forbidden`), the version seen (`version-mismatch`),
 *    from where (`state-conflict`), with what (422).
 *    A refusal changes nothing.
 * 2. Other inputs are facts and always succeed, at worst without effect.
 * 3. Whether a limit was met is judged by its due instant, not by when its timer fired; each new breach is in `events`.
 *
 * Sources: docs/norms.md, states and limits.
 */
export function decide(state: TicketState, input: TicketInput, at: Instant): Decision {
  const refusal = refusalOf(state, input, at);
  const stale = staleVersion(state, input);
  if (stale !== null && refusal?.code !== 'forbidden') return { ok: false, refusal: stale };
  return refusal === null ? carriedOut(state, input, at) : { ok: false, refusal };
}

/** What becomes of an input that is allowed; of a command also that the rules of an earlier day allowed, whatever they say now. */
export function carriedOut(state: TicketState, input: TicketInput, at: Instant): Extract<Decision, { ok: true }> {
  const draft = draftOf({
    state,
    // A message counts from when it was stored, however late the workflow hears of it.
    at: input.name === 'message-arrived' ? input.at : at,
    actor: 'actor' in input ? input.actor : SYSTEM,
    textId: 'textId' in input ? input.textId : null,
  });
  apply(draft, input);
  noteWork(draft);
  settleEscalation(draft);
  recordFoundBreaches(draft, state);
  return finished(draft);
}

/** The caller has seen another version than the one that stands. */
function staleVersion(state: TicketState, input: TicketInput): Refusal | null {
  const seen = 'expectedVersion' in input ? input.expectedVersion : null;
  if (seen === null || seen === state.version) return null;
  return {
    code: 'version-mismatch',
    detail: {
      zh: '工单在您读取之后已有变更，请重新读取后再改。',
      en: 'The ticket has changed since you read it. Read it again before you change it.',
    },
  };
}

function refusalOf(state: TicketState, input: TicketInput, at: Instant): Refusal | null {
  if (!('payload' in input)) return null;
  return isOnTask(input) ? refusalOfTask(state, input, at) : refusalOfCommand(state, input, at);
}

function apply(draft: Draft, input: TicketInput): void {
  switch (input.name) {
    case 'moments-passed':
      return passMoments(draft, input.keys);
    case 'routed':
      return routed(draft, input);
    case 'message-arrived':
      return messageArrived(draft, input);
    case 'review-ended':
      return reviewEnded(draft, input);
    default:
      return isOnTask(input) ? applyTaskCommand(draft, input) : applyCommand(draft, input);
  }
}

type CommandAmong<Payloads> = Extract<Command, { name: keyof Payloads }>;

function isOnTask(command: Command): command is CommandAmong<TaskCommandPayloads> {
  return 'taskId' in command.payload;
}

function refusalOfCommand<Name extends keyof TicketCommandPayloads>(
  state: TicketState,
  command: CommandOf<Name>,
  at: Instant,
): Refusal | null {
  const rule: CommandRule<Name> = COMMAND_RULES[command.name];
  return whoOrWhen(state, command.actor, command.name) ?? rule.check?.(state, command, at) ?? null;
}

function applyCommand<Name extends keyof TicketCommandPayloads>(draft: Draft, command: CommandOf<Name>): void {
  const rule: CommandRule<Name> = COMMAND_RULES[command.name];
  rule.apply(draft, command);
  noteFirstWord(draft);
}

/** What a command of staff writes to the customer. */
const WRITTEN: readonly EventType[] = ['answered', 'progress-reported', 'material-requested', 'suggestion-reviewed'];

function noteFirstWord(draft: Draft): void {
  if (draft.state.firstContact !== null || draft.actor.kind !== 'staff') return;
  if (draft.events.some(({ type }) => WRITTEN.includes(type))) change(draft, { firstContact: draft.actor.staffNo });
}

/** Why this actor cannot give this command now, whatever it would bring; null when nothing stands against it. */
export function whoOrWhen(state: TicketState, actor: Actor, name: keyof TicketCommandPayloads): Refusal | null {
  const rule = COMMAND_RULES[name];
  if (isShutOut(state, actor)) return { code: 'forbidden', detail: isFor(name, JUDGES_OF_SERVICE) };
  if (!rule.who(state, actor))
    return { code: 'forbidden', detail: isFor(name, rule.whoNow?.(state, actor) ?? rule.whoMay) };
  if (state.status === 'PURGED' || (state.status === 'ARCHIVED' && rule.whenArchived !== true)) {
    return archived(state.ticketNo);
  }
  const barred = barredByDispute(state, name) ?? barredByReview(state, name);
  if (barred !== null) return { code: 'state-conflict', detail: barred };
  if (!rule.when(state, actor)) {
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
  if (isShutOut(state, command.actor))
    return { code: 'forbidden', detail: isFor(taskVerb(command.name), JUDGES_OF_SERVICE) };
  if (!rule.who(task, command.actor)) return { code: 'forbidden', detail: isFor(taskVerb(command.name), rule.whoMay) };
  if (!isOpen(state.status) || !rule.from.includes(task.status)) {
    return {
      code: 'state-conflict',
      detail: isOpen(state.status) ? taskStands(task) : needs(taskVerb(command.name), OPEN_TICKET, state.status),
    };
  }
  return rule.check?.(state, task, { ...command, at }) ?? null;
}

function applyTaskCommand<Name extends keyof TaskCommandPayloads>(draft: Draft, command: CommandOf<Name>): void {
  const rule: TaskRule<Name> = TASK_RULES[command.name];
  const task = taskOf(draft.state, command.payload.taskId);
  if (task === undefined) return;
  rule.apply(draft, task, command);
  closeWhenMeasuresAreDone(draft);
}

function taskOf({ tasks }: TicketState, taskId: string): Task | undefined {
  return tasks.find((candidate) => candidate.taskId === taskId);
}

const OPEN_TICKET: Words = { zh: '工单未结案', en: 'an open ticket' };

function taskVerb(name: CommandName): string {
  return name.replace(/^task-/, '');
}

/** The department's lead steps in where nobody took the ticket in time; unless somebody has meanwhile. */
function routed(draft: Draft, { request, to }: Routed): void {
  if (request.want === 'senior-agent') {
    routedToSenior(draft, to);
    return;
  }
  const { status, assignee, department } = draft.state;
  if (to === null || status !== 'ASSIGNED' || assignee !== null || department !== request.department) return;
  change(draft, { assignee: to });
  happened(draft, 'assigned', { staffNo: to.staffNo });
  tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'ticket-assigned', { staffNo: to.staffNo });
}

/** A stored message that turns the tables: the customer waits again, or was answered. */
function messageArrived(draft: Draft, message: MessageArrived): void {
  if (message.from === 'staff') {
    const { promiseBy: by, staffNo } = message;
    change(draft, { firstContact: draft.state.firstContact ?? message.staffNo });
    noteWorker(draft, message.staffNo);
    wordGiven(draft, by);
    if (message.keepsPromises !== false) keepPromises(draft);
    if (by !== undefined && isOpen(draft.state.status)) makePromise(draft, { by, staffNo });
    archiveWhenOver(draft);
    return;
  }
  if (!isOpen(draft.state.status)) return;
  const { merged, replyClock, at, breaksSilence } = message;
  const owed = owedReplies(draft.state).length > 0;
  if (merged !== undefined) takeIn(draft, merged);
  const isOwed = owed || owedReplies(draft.state).some(({ id }) => id === replyClock);
  if (replyClock !== null && !isOwed) startReplyClock(draft, { id: replyClock, startedAt: merged?.since ?? at });
  if (breaksSilence === true) silenceBroken(draft);
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
