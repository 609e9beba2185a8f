import type { Words } from '../../../contracts/words.ts';
import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import type { ReassignmentReason } from '../../../contracts/agents.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Actor, StaffRef } from '../../../contracts/people.ts';
import { REPLY_CLOCKS, tickingClock } from '../clockwork.ts';
import type { TicketState } from '../state.ts';
import { IN_HANDS, isUnderWay } from '../underWay.ts';
import { leadExpected, mayBeGiven, mayLead, takerExpected } from '../people/taker.ts';
import { isStaff } from '../people/who.ts';
import type { CommandRule } from './rule.ts';
import { leaveLead, mayBeLeaderless, otherLead, takeFrom, waitsForLead } from './leavingHands.ts';
import { leaveTasks, openTasksOf } from './taskHands.ts';

/** The customer waits for the word of somebody at the front desk: it must not wait for one who is not there (docs/norms.md, rosters and hand-overs). */
function isLeftWaiting(state: TicketState): boolean {
  return state.department === 'FRONT' && tickingClock(state, REPLY_CLOCKS) !== undefined;
}

/** Nobody took it, and what he was named for is over: the queue is where it belongs. Urgent ones are handed over with the shift. */
function wasOnlyNamed({ status, urgent, assignee, department }: TicketState): boolean {
  if (urgent || assignee === null) return false;
  return status === 'RECEIVED' || (status === 'ASSIGNED' && assignee.department !== department);
}

/** Whether the ticket goes to others when the one who has it drops out; all else waits for his return. */
export function leavesWith(state: TicketState): boolean {
  return isLeftWaiting(state) || wasOnlyNamed(state);
}

/** Whether the ticket can wait in a queue again: nothing of it hangs on a person yet, or any more, or a supervisor names a new lead of its plan. */
export function mayQueue(state: TicketState): boolean {
  const { status, routing, round } = state;
  if (status === 'RECEIVED' || status === 'ASSIGNED' || status === 'CLOSED' || waitsForLead(state)) return true;
  return status === 'IN_PROGRESS' && routing !== 'coordinated' && round === 0;
}

/** Whether he leads a plan that is in nobody's hands, or in those of somebody beside him. */
export function leadsOnly({ status, lead, assignee }: TicketState, staffNo: string): boolean {
  return status !== 'REASSESSING' && lead?.staffNo === staffNo && assignee?.staffNo !== staffNo;
}

/** The desk itself acts where somebody dropped out; no call of the API speaks as it. */
function mayReassign(_state: TicketState, actor: Actor): boolean {
  return actor.kind === 'system' || isStaff(actor, 'supervisor');
}

function conflict(detail: Words): Refusal {
  return { code: 'state-conflict', detail };
}

/** Whether all that he has goes to others. */
export function leavesForGood(why: ReassignmentReason): boolean {
  return why === 'left' || why === 'supervisor';
}

/** Whoever only drops out keeps what no customer is waiting for. */
function staysWithHim(state: TicketState, why: ReassignmentReason): boolean {
  return !leavesForGood(why) && !leavesWith(state);
}

function badTaker(state: TicketState, to: StaffRef | null): Refusal | null {
  if (to === null && (mayQueue(state) || otherLead(state) !== null)) return null;
  if (to !== null && to.staffNo !== state.assignee?.staffNo && mayBeGiven(state, to)) return null;
  const detail =
    to === null
      ? { zh: '无人空闲，且工单此时不能排队等待。', en: 'Nobody is free, and it cannot wait in a queue now.' }
      : { zh: `${to.staffNo} 不能接手该工单。`, en: `${to.staffNo} cannot take this ticket.` };
  return { code: 'unknown-staff', detail, errors: [{ pointer: '/to', expected: takerExpected(state) }] };
}

/** Why he goes on leading it. */
function badLead(state: TicketState, to: StaffRef | null): Refusal | null {
  if (to === null && (state.assignee !== null || mayBeLeaderless(state))) return null;
  if (to !== null && mayLead(state, to)) return null;
  const detail =
    to === null
      ? {
          zh: `${state.ticketNo} 由其牵头，此时不能改派牵头人。`,
          en: `Nobody can be named to lead ${state.ticketNo} now.`,
        }
      : { zh: `${to.staffNo} 不能牵头该工单。`, en: `${to.staffNo} cannot lead this ticket.` };
  return { code: 'unknown-staff', detail, errors: [{ pointer: '/to', expected: leadExpected(state) }] };
}

/** What he has beside the tickets in his hands: tasks can always be given back, a lead cannot everywhere. */
function besideHands(state: TicketState, { from, to, why, tasks }: TicketCommandPayloads['reassign']): Refusal | null {
  if (tasks === true && openTasksOf(state, from).length > 0) return null;
  if (leavesForGood(why) && leadsOnly(state, from)) return badLead(state, to);
  return conflict({
    zh: `${state.ticketNo} 已不在 ${from} 手上。`,
    en: `${state.ticketNo} is not with ${from} any more.`,
  });
}

/** Takes a ticket from one person and gives it to the next, or back to the queue it came from. */
export const REASSIGN: CommandRule<'reassign'> = {
  who: mayReassign,
  whoMay: { zh: '主管；有人离岗时由系统', en: 'a supervisor; or the desk itself, where somebody dropped out' },
  // Where nobody has the ticket, only the desk itself takes tasks from one who drops out.
  when: (state, actor) =>
    isUnderWay(state) && state.status !== 'REASSESSING' && (state.assignee !== null || actor.kind === 'system'),
  whenMay: IN_HANDS,
  check: (state, { payload }) => {
    const { from, to, why } = payload;
    if (state.assignee?.staffNo !== from) return besideHands(state, payload);
    if (staysWithHim(state, why))
      return conflict({
        zh: `${state.ticketNo} 没有客户在等待回复：仍由 ${from} 处理。`,
        en: `No customer of ${state.ticketNo} waits for a word: it stays with ${from}.`,
      });
    return badTaker(state, to);
  },
  apply: (draft, { payload: { from, to, why, tasks } }) => {
    if (draft.state.assignee?.staffNo === from) takeFrom(draft, { from, to, why });
    else if (leavesForGood(why) && leadsOnly(draft.state, from) && badLead(draft.state, to) === null)
      leaveLead(draft, { from, to, why });
    if (tasks === true) leaveTasks(draft, from, to);
  },
};
