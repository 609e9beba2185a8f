import type { Command, CommandOf, TaskCommandPayloads, TicketCommandPayloads } from '../../contracts/commands.ts';
import type { EventType } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import type { MomentsPassed } from '../clocks/types.ts';
import { routedToSenior, settleEscalation } from './commands/escalating.ts';
import { COMMAND_RULES } from './commands/index.ts';
import { letGoOfIt } from './commands/lettingGo.ts';
import type { CommandRule } from './commands/rule.ts';
import { closeWhenMeasuresAreDone } from './commands/ruling.ts';
import { TASK_RULES, type TaskRule } from './commands/tasks.ts';
import { change, type Draft, draftOf, finished, happened, tellStaff } from './draft.ts';
import { isOnTask, refusalOf, taskOf } from './judging.ts';
import { messageArrived } from './messageArrived.ts';
import { passMoments, recordFoundBreaches } from './moments.ts';
import { reviewEnded } from './reviewEnded.ts';
import type { Decided, Decision, MessageArrived, ReviewEnded, Routed, TicketState } from './state.ts';
import { noteWork } from './workedOn.ts';

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
 * Sources: docs/norms.md, states; docs/norms.md, clocks.
 */
export function decide(state: TicketState, input: TicketInput, at: Instant): Decision {
  const refusal = 'payload' in input ? refusalOf(state, input, at) : null;
  return refusal === null ? carriedOut(state, input, at) : { ok: false, refusal };
}

/** What becomes of an input that is allowed; of a command also that the rules of an earlier day allowed, whatever they say now. */
export function carriedOut(state: TicketState, input: TicketInput, at: Instant): Decided {
  const draft = draftOf({
    state,
    // A message counts from when it was stored, however late the workflow hears of it.
    at: input.name === 'message-arrived' ? input.at : at,
    actor: 'actor' in input ? input.actor : SYSTEM,
    textId: 'textId' in input ? input.textId : null,
  });
  apply(draft, input);
  letGoOfIt(draft, state);
  noteWork(draft);
  settleEscalation(draft);
  recordFoundBreaches(draft, state);
  return finished(draft);
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

function applyTaskCommand<Name extends keyof TaskCommandPayloads>(draft: Draft, command: CommandOf<Name>): void {
  const rule: TaskRule<Name> = TASK_RULES[command.name];
  const task = taskOf(draft.state, command.payload.taskId);
  if (task === undefined) return;
  rule.apply(draft, task, command);
  closeWhenMeasuresAreDone(draft);
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
