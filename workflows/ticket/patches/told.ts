import type { SearchAttributePair } from '@temporalio/common';
import { patched } from '@temporalio/workflow';
import type { Notice } from '../../../contracts/notices.ts';
import type { TicketStatus } from '../../../contracts/ticket.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { isRunning } from '../../../domain/dispute/dispute.ts';
import { isTimeToSetDate, RESOLVE_CLOCKS } from '../../../domain/ticket/clockwork.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import { isEndTold } from '../../../domain/ticket/solutionTold.ts';
import type { Decided, TicketState } from '../../../domain/ticket/state.ts';
import { leavesHouse } from '../../common/leavesHouse.ts';
import { areOfWaiting } from '../searchAttributes.ts';

/** What a decision tells, to whom, and what it was made on. */
interface Telling {
  readonly notice: Notice;
  readonly input: TicketInput;
  readonly before: TicketState;
  readonly after: TicketState;
}

/** A notice that left the house since a change alone. */
interface LeavesSince {
  readonly tells: (telling: Telling) => boolean;
  readonly since: () => boolean;
}

const LEAVES_SINCE: readonly LeavesSince[] = [
  // What staff write to whom is answered by mail.
  {
    tells: ({ notice: { mail, template } }) => mail && template === 'message-received',
    since: () => patched('words-leave-house'),
  },
  // That it became urgent, by its category in hours.
  {
    tells: ({ notice: { template }, input }) =>
      input.name === 'classify' && (input.payload.duty ?? null) === null && template === 'urgent-opened',
    since: () => patched('urgency-leaves-house'),
  },
  // That what came back urgent is somebody's who was called out for it.
  { tells: callsForRound, since: () => patched('called-for-a-round') },
  // That what is urgent was sent back by its department.
  {
    tells: ({ notice: { template }, input }) => input.name === 'send-back' && template === 'urgent-confirmed',
    since: () => patched('sent-back-urgent'),
  },
  // What its customer wrote on what is urgent.
  {
    tells: ({ notice: { mail, template } }) => mail && template === 'customer-wrote',
    since: () => patched('urgent-words-alarm'),
  },
  // That a part of the plan that he was told is to be done later.
  {
    tells: ({ notice: { mail, template } }) => mail && template === 'task-moved',
    since: () => patched('moved-milestones-leave-house'),
  },
];

/**
 * Whether something that this decision tells leaves the house by mail. From before a change that did the moved time to set a date, to its
 * customer, and the moved limit of what nobody has classified; `LEAVES_SINCE` did not.
 */
export function isMailed(before: TicketState, decision: Decided, input: TicketInput): boolean {
  const isToldBy = ({ tells }: LeavesSince, notice: Notice): boolean =>
    tells({ notice, input, before, after: decision.state });
  const notices = decision.notices.filter((notice) => !LEAVES_SINCE.some((one) => isToldBy(one, notice)));
  return (
    leavesHouse(before, { ...decision, notices }, input) ||
    LEAVES_SINCE.some((one) => decision.notices.some((notice) => isToldBy(one, notice)) && one.since()) ||
    (toldOf(before, input, isTimeToSetDate) && !patched('times-to-set-a-date')) ||
    (toldOf(before, input, (limit) => isUntold(before, limit)) && !patched('unclassified-is-untold'))
  );
}

function callsForRound({ notice: { template, to }, before, after: { round, assignee } }: Telling): boolean {
  const isHis = to.kind === 'staff' && to.staffNo === assignee?.staffNo;
  return round > before.round && template === 'urgent-confirmed' && isHis;
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
