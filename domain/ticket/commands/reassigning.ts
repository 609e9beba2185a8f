import type { Words } from '../../../contracts/words.ts';
import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import type { ReassignmentReason } from '../../../contracts/agents.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Actor, StaffRef } from '../../../contracts/people.ts';
import { REPLY_CLOCKS, startClock, startUnlessTicking, tickingClock } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { isRunning } from '../../dispute/dispute.ts';
import type { TicketState } from '../state.ts';
import { IN_HANDS, isUnderWay } from '../underWay.ts';
import { owner, SUPERVISORS } from '../people/owner.ts';
import { isPlanLed, leadExpected, mayBeGiven, mayLead, takerExpected } from '../people/taker.ts';
import { isStaff } from '../people/who.ts';
import type { CommandRule } from './rule.ts';
import { beginWork } from './beginning.ts';
import { waitingStatus } from './classifying.ts';
import { tellFormer } from './former.ts';
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

/** Who goes on with a plan alone where the one beside him drops out. */
function otherLead({ status, lead, assignee, dispute }: TicketState): StaffRef | null {
  return status === 'COORDINATING' && !isRunning(dispute) && lead?.staffNo !== assignee?.staffNo ? lead : null;
}

/** Whether he leads a plan that is in nobody's hands, or in those of somebody beside him. */
export function leadsOnly({ status, lead, assignee }: TicketState, staffNo: string): boolean {
  return status !== 'REASSESSING' && lead?.staffNo === staffNo && assignee?.staffNo !== staffNo;
}

function waitsForLead(state: TicketState): boolean {
  return isPlanLed(state) && mayBeLeaderless(state);
}

/** A supervisor can name who leads it. */
function mayBeLeaderless({ status, dispute }: TicketState): boolean {
  return status === 'COORDINATING' && !isRunning(dispute);
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
    if (draft.state.assignee?.staffNo === from) {
      const next = to ?? otherLead(draft.state);
      if (next !== null) giveTo(draft, next);
      else if (waitsForLead(draft.state)) leavePlan(draft, from);
      else returnToQueue(draft);
      happened(draft, 'reassigned', { from, to: next?.staffNo ?? null, why });
      tell(draft, from, next);
    } else if (leavesForGood(why) && leadsOnly(draft.state, from) && badLead(draft.state, to) === null)
      leaveLead(draft, { from, to, why });
    if (tasks === true) leaveTasks(draft, from, to);
  },
};

/** Whoever was only named for it had not begun; an agent of the front desk begins at once. */
function giveTo(draft: Draft, to: StaffRef): void {
  const { status, routing, category, lead, assignee } = draft.state;
  const begins = status === 'RECEIVED' && routing === 'direct' && category !== null && to.department === 'FRONT';
  if (begins) beginWork(draft, to, 'IN_PROGRESS');
  else change(draft, { assignee: to, ...(lead !== null && lead.staffNo === assignee?.staffNo ? { lead: to } : {}) });
}

function returnToQueue(draft: Draft): void {
  const { status, routing, lead, assignee } = draft.state;
  const inHand = status === 'IN_PROGRESS' && routing !== null;
  const leads = lead !== null && lead.staffNo === assignee?.staffNo;
  change(draft, {
    assignee: null,
    ...(leads ? { lead: null } : {}),
    ...(inHand ? { status: waitingStatus(routing) } : {}),
  });
  if (inHand && routing === 'department') startClock(draft, { id: 'SPECIALIST_TAKEOVER' });
}

/** Whoever is named leads it, else the one beside him alone. */
function leaveLead(draft: Draft, { from, to, why }: TicketCommandPayloads['reassign']): void {
  const next = to ?? draft.state.assignee;
  if (next === null) leavePlan(draft, from);
  else {
    change(draft, { lead: next });
    tellStaff(draft, { kind: 'staff', staffNo: next.staffNo }, 'plan-led');
    tellStaff(draft, { kind: 'staff', staffNo: from }, 'ticket-handed-on', { staffNo: next.staffNo });
  }
  happened(draft, 'reassigned', { from, to: next?.staffNo ?? null, why });
}

/** Its tasks go on; who leads them, a supervisor says within the time a plan has. */
function leavePlan(draft: Draft, from: string): void {
  change(draft, { assignee: null, lead: null });
  startUnlessTicking(draft, { id: 'COORDINATION_PLAN' });
  tellStaff(draft, SUPERVISORS, 'plan-left', { staffNo: from, window: 'COORDINATION_PLAN' });
}

function tell(draft: Draft, from: string, to: StaffRef | null): void {
  if (to === null) {
    tellFormer(draft, from);
    if (draft.state.status === 'COORDINATING') return;
    tellStaff(draft, owner(draft.state), 'ticket-queued', { department: draft.state.department });
    return;
  }
  const told = { staffNo: to.staffNo };
  tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'ticket-handed-on', told);
  tellStaff(draft, { kind: 'staff', staffNo: from }, 'ticket-handed-on', told);
  tellCustomer(draft, 'ticket-handed-on', told);
}
