import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { CalledOut } from '../../../contracts/commands.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { cancelClocks, owedReplies, startClock, startUnlessTicking, stopClocks } from '../clockwork.ts';
import { alarm, change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { workedOn } from '../workedOn.ts';
import { handlerOf, MANAGERS, owner, SUPERVISORS } from '../people/owner.ts';
import { mayPropose, mayReassess } from '../people/reassessing.ts';
import { isStaff } from '../people/who.ts';
import { isShutOut } from '../shutOut.ts';
import { planStands } from '../plan.ts';
import { tellFormer } from './former.ts';
import type { CommandRule, CommandRules } from './rule.ts';

/** Urgent from now on: the harm is to be contained first, its cause found later (docs/norms.md, categories). */
export function acceptUrgency(draft: Draft, startedAt: Instant = draft.at): void {
  startUnlessTicking(draft, { id: 'URGENT_CONTAIN', startedAt });
  // An incident that was declared is contained as one.
  if (draft.state.incident !== null) stopClocks(draft, ['URGENT_CONTAIN']);
}

/**
 * Somebody is on duty for it because nobody sits at its channel: he has the hours of an urgent matter, and the ticket where he may have
 * it. What the customer was promised for his own words goes on. Null: its channel is staffed, or it needs nobody.
 */
export function callDuty(draft: Draft, duty: CalledOut | null): void {
  if (duty === null) return;
  startUnlessTicking(draft, { id: 'URGENT_RESPONSE', terms: { confirmed: true } });
  if (duty === 'nobody') alarmAbove(draft);
  else callOut(draft, duty);
}

/** Where nobody has it so is the level that says who does. */
function alarmAbove(draft: Draft): void {
  const { state } = draft;
  if (handlerOf(state) !== null) return;
  alarm(draft, state.round >= 3 ? MANAGERS : SUPERVISORS, 'urgent-confirmed');
}

/** Urgent, and let go of by whoever had it: whoever is on duty may take it, and helps where he may not. */
export function alarmDuty(draft: Draft): void {
  if (!draft.state.urgent || handlerOf(draft.state) !== null) return;
  alarm(draft, { kind: 'role', role: 'dutyAgent' }, 'urgent-confirmed');
  alarmAbove(draft);
}

/** Whoever has it has begun: nobody takes it out of his hands (docs/norms.md, rosters and hand-overs). */
function isBegun(state: TicketState): boolean {
  return state.assignee !== null && workedOn(state).includes(state.assignee.staffNo);
}

/** Whether the person on duty gets it: a plan stays with its lead, and a refused proposal is nobody's of an earlier round. */
export function mayBeCalled(state: TicketState, duty: StaffRef): boolean {
  if (state.status === 'REASSESSING') return mayReassess(state, { kind: 'staff', ...duty });
  if (isBegun(state)) return false;
  return state.status !== 'COORDINATING' && !planStands(state) && mayPropose(state, duty);
}

/**
 * Whoever was only given it is off at this hour: the person on duty gets it, of whatever role. Where he may not, or somebody has begun,
 * he is only alarmed and helps.
 */
function callOut(draft: Draft, duty: StaffRef): void {
  const { assignee } = draft.state;
  const told = { staffNo: duty.staffNo };
  if (assignee?.staffNo === duty.staffNo) return;
  if (!mayBeCalled(draft.state, duty)) {
    if (!isShutOut(draft.state, { kind: 'staff', ...duty }))
      alarm(draft, { kind: 'staff', ...told }, 'urgent-confirmed');
    alarmAbove(draft);
    return;
  }
  change(draft, { assignee: duty });
  if (assignee === null) return;
  tellStaff(draft, { kind: 'staff', staffNo: assignee.staffNo }, 'ticket-handed-on', told);
  tellCustomer(draft, 'ticket-handed-on', told);
}

/** The number of whoever was called out; null where nobody was. */
export function calledNo(duty: CalledOut | null): string | null {
  return duty === null || duty === 'nobody' ? null : duty.staffNo;
}

const confirmUrgent: CommandRule<'confirm-urgent'> = {
  who: (_state, actor) => isStaff(actor, 'supervisor'),
  whoMay: { zh: '主管', en: 'a supervisor' },
  // What was answered waits for the customer: nothing is left to contain. Refused or re-opened, it can be urgent again.
  when: (state) => isOpen(state.status) && state.status !== 'AWAITING_CONFIRMATION' && !state.urgent,
  whenMay: {
    zh: '未结案的非紧急工单，且不在 AWAITING_CONFIRMATION',
    en: 'an open ticket that is not urgent, and not AWAITING_CONFIRMATION',
  },
  apply: (draft, { payload: { duty } }) => {
    change(draft, { urgent: true, urgentReason: 'confirmed', urgentAsked: false });
    acceptUrgency(draft);
    callDuty(draft, duty);
    happened(draft, 'urgent-confirmed', { duty: calledNo(duty) });
    alarm(draft, owner(draft.state), 'urgent-confirmed');
    tellCustomer(draft, 'urgent-confirmed');
  },
};

/** What the customer would wait for had it never been urgent; the first mail is the one with which it came. */
export function ordinaryReplyClock({ channel, receivedAt }: TicketState, startedAt: Instant): TicketClockId {
  if (channel !== 'email') return 'ONLINE_LEFT';
  return startedAt === receivedAt ? 'EMAIL_FIRST_REPLY' : 'NEXT_REPLY_EMAIL';
}

/**
 * Nobody took it: whoever is on duty, of any role, has it only because it was urgent. The lead of its department, who stepped in
 * where it was not taken in time, keeps it. A duty agent beside the lead of a plan has nothing of it but its urgency.
 */
function isOnlyNamedOnDuty(state: TicketState): boolean {
  const { status, urgent, assignee, department, lead } = state;
  if (!urgent || assignee === null) return false;
  if (status === 'RECEIVED' || status === 'REASSESSING') return true;
  if (lead !== null && status !== 'AWAITING_CONFIRMATION')
    return assignee.role === 'dutyAgent' && lead.staffNo !== assignee.staffNo;
  const isElsewhere = assignee.department !== department;
  // A dispute takes it from where it stood, whoever was named for it; what somebody had taken over was given to go on with it.
  if (status === 'COORDINATING' || status === 'WAITING_PARTIES')
    return isElsewhere && !isBegun(state) && !wasTakenOver(state);
  return status === 'ASSIGNED' && isElsewhere;
}

function wasTakenOver({ clocks }: TicketState): boolean {
  const takeover = clocks.findLast(({ id }) => id === 'SPECIALIST_TAKEOVER')?.status;
  return takeover === 'met' || takeover === 'breached';
}

const downgradeUrgent: CommandRule<'downgrade-urgent'> = {
  who: (_state, actor) => isStaff(actor, 'dutyAgent', 'supervisor'),
  whoMay: { zh: '值班客服或主管', en: 'a duty agent or supervisor' },
  when: (state) => isOpen(state.status) && (state.urgent || state.urgentAsked),
  whenMay: { zh: '未结案且紧急、或申请按紧急处理的工单', en: 'an open ticket that is urgent or asks to be' },
  apply: (draft) => {
    const { assignee, urgent: held } = draft.state;
    const named = isOnlyNamedOnDuty(draft.state);
    change(draft, { urgent: false, urgentReason: null, urgentAsked: false, assignee: named ? null : assignee });
    const owed = owedReplies(draft.state).find(({ id }) => id === 'URGENT_RESPONSE');
    cancelClocks(draft, ['URGENT_CONTAIN', 'URGENT_RESPONSE']);
    if (owed !== undefined) {
      const { startedAt } = owed;
      startClock(draft, { id: ordinaryReplyClock(draft.state, startedAt), startedAt });
    }
    const moved = named ? { from: assignee?.staffNo ?? null, to: null } : {};
    // A wish that was not granted is no urgency that did not hold.
    happened(draft, 'urgent-downgraded', held ? moved : { ...moved, onlyAsked: true });
    tellFormer(draft, assignee?.staffNo ?? null);
    tellStaff(draft, owner(draft.state), 'urgent-downgraded');
    tellCustomer(draft, 'urgent-downgraded');
  },
};

export const URGENCY_RULES: CommandRules<'confirm-urgent' | 'downgrade-urgent'> = {
  'confirm-urgent': confirmUrgent,
  'downgrade-urgent': downgradeUrgent,
};
