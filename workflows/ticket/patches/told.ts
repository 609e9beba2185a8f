import type { SearchAttributePair } from '@temporalio/common';
import { patched } from '@temporalio/workflow';
import type { Notice } from '../../../contracts/notices.ts';
import type { TicketStatus } from '../../../contracts/ticket.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { isRunning } from '../../../domain/dispute/dispute.ts';
import { isTimeToSetDate, RESOLVE_CLOCKS } from '../../../domain/ticket/clockwork.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import { isEndTold } from '../../../domain/ticket/solutionTold.ts';
import type { Decision, TicketState } from '../../../domain/ticket/state.ts';
import { leavesHouse } from '../../common/leavesHouse.ts';
import { areOfWaiting } from '../searchAttributes.ts';

type Decided = Extract<Decision, { ok: true }>;

/**
 * Whether something that this decision tells leaves the house by mail. From before a change that did the moved time to set a date, to its
 * customer, and the moved limit of what nobody has classified; what staff write to whom is answered by mail, and that it became
 * urgent, by its category in hours, did not, nor that what came back urgent was somebody's who was called out for it, or was sent back by its
 * department, nor what its customer wrote on what was urgent, nor that a part of the plan that he was told is to be done later.
 */
export function isMailed(before: TicketState, decision: Decided, input: TicketInput): boolean {
  const words = decision.notices.filter(tellsWordOfStaff);
  const inHours = decision.notices.filter((notice) => tellsUrgencyInHours(notice, input));
  const called = decision.notices.filter((notice) => callsForRound(notice, before, decision.state));
  const sentBack = decision.notices.filter((notice) => alarmsOfSentBack(notice, input));
  const written = decision.notices.filter(({ mail, template }) => mail && template === 'customer-wrote');
  const moved = decision.notices.filter(({ mail, template }) => mail && template === 'task-moved');
  const since = [...words, ...inHours, ...called, ...sentBack, ...written, ...moved];
  const notices = decision.notices.filter((notice) => !since.includes(notice));
  return (
    leavesHouse(before, { ...decision, notices }, input) ||
    (words.length > 0 && patched('words-leave-house')) ||
    (inHours.length > 0 && patched('urgency-leaves-house')) ||
    (called.length > 0 && patched('called-for-a-round')) ||
    (sentBack.length > 0 && patched('sent-back-urgent')) ||
    (written.length > 0 && patched('urgent-words-alarm')) ||
    (moved.length > 0 && patched('moved-milestones-leave-house')) ||
    (toldOf(before, input, isTimeToSetDate) && !patched('times-to-set-a-date')) ||
    (toldOf(before, input, (limit) => isUntold(before, limit)) && !patched('unclassified-is-untold'))
  );
}

function tellsWordOfStaff({ template, mail }: Notice): boolean {
  return mail && template === 'message-received';
}

function tellsUrgencyInHours({ template }: Notice, input: TicketInput): boolean {
  return input.name === 'classify' && (input.payload.duty ?? null) === null && template === 'urgent-opened';
}

function callsForRound({ template, to }: Notice, before: TicketState, { round, assignee }: TicketState): boolean {
  const isHis = to.kind === 'staff' && to.staffNo === assignee?.staffNo;
  return round > before.round && template === 'urgent-confirmed' && isHis;
}

function alarmsOfSentBack({ template }: Notice, { name }: TicketInput): boolean {
  return name === 'send-back' && template === 'urgent-confirmed';
}

function isUntold({ category }: TicketState, limit: Clock): boolean {
  return category === null && RESOLVE_CLOCKS.includes(limit.id) && !isEndTold({ category }, limit);
}

/** A re-plan moves one of these limits later. */
function toldOf({ channel, clocks }: TicketState, input: TicketInput, which: (limit: Clock) => boolean): boolean {
  if (input.name !== 'replan' || channel !== 'email') return false;
  const keys = clocks.filter(which).map(({ key }) => key);
  return (input.payload.limits ?? []).some(
    ({ key, from, to }) => keys.includes(key) && from !== null && to !== null && to > from,
  );
}

const WAITS_FOR_CUSTOMER: readonly TicketStatus[] = ['WAITING_CUSTOMER', 'AWAITING_CONFIRMATION'];

/** The attributes by which a ticket from before a change is found: that nothing changed but on whom it waits was not told at each place. */
export function toldAsBefore(
  changed: readonly SearchAttributePair[],
  before: TicketState,
  after: TicketState,
): readonly SearchAttributePair[] {
  if (changed.length === 0 || !areOfWaiting(changed)) return changed;
  // Once closed they waited on the customer alone.
  if (before.status === 'CLOSED' && after.status === 'CLOSED') return patched('duty-done') ? changed : [];
  // While it waited for its customer's word or material it waited on him, also where he was owed one.
  if (before.status === after.status && WAITS_FOR_CUSTOMER.includes(after.status))
    return patched('who-owes-a-word') ? changed : [];
  // Also with a part of the plan refused they waited on the departments.
  const isPlan = before.status === 'COORDINATING' && after.status === 'COORDINATING';
  if (!isPlan || isRunning(before.dispute) || isRunning(after.dispute)) return changed;
  return patched('planned-anew') ? changed : [];
}
