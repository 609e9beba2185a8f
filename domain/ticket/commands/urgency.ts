import type { Instant } from '../../../contracts/instants.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { cancelClocks, startClock, startUnlessTicking, tickingClock } from '../clockwork.ts';
import {
  alarm,
  change,
  type Draft,
  handlerOf,
  happened,
  MANAGERS,
  owner,
  SUPERVISORS,
  tellCustomer,
  tellStaff,
} from '../draft.ts';
import type { TicketState } from '../state.ts';
import { planStands } from './coordination.ts';
import type { CommandRule, CommandRules } from './rule.ts';
import { isStaff, mayPropose, mayReassess } from './who.ts';

/** Urgent from now on: the harm is to be contained first, its cause found later (docs/norms.md, categories). */
export function acceptUrgency(draft: Draft, startedAt: Instant = draft.at): void {
  startUnlessTicking(draft, { id: 'URGENT_CONTAIN', startedAt });
}

/** Whether the person on duty gets it: a plan stays with its lead, and a refused proposal is nobody's of an earlier round. */
function mayBeCalled(state: TicketState, duty: StaffRef): boolean {
  if (state.status === 'REASSESSING') return mayReassess(state, { kind: 'staff', ...duty });
  return state.status !== 'COORDINATING' && !planStands(state) && mayPropose(state, duty);
}

/**
 * Whoever has it is off at this hour: the person on duty gets it, of whatever role. Where he may not, he is only alarmed, and where
 * nobody has it so is the level that says who does.
 */
function callOut(draft: Draft, duty: StaffRef): void {
  const { assignee, round } = draft.state;
  const told = { staffNo: duty.staffNo };
  if (assignee?.staffNo === duty.staffNo) return;
  if (!mayBeCalled(draft.state, duty)) {
    alarm(draft, { kind: 'staff', ...told }, 'urgent-confirmed');
    if (handlerOf(draft.state) === null) alarm(draft, round >= 3 ? MANAGERS : SUPERVISORS, 'urgent-confirmed');
    return;
  }
  change(draft, { assignee: duty });
  if (assignee === null) return;
  tellStaff(draft, { kind: 'staff', staffNo: assignee.staffNo }, 'ticket-handed-on', told);
  tellCustomer(draft, 'ticket-handed-on', told);
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
    // A duty agent is named only outside staffed time; within it the normal reply limit goes on.
    if (duty !== null) {
      cancelClocks(draft, ['ONLINE_LEFT', 'EMAIL_FIRST_REPLY']);
      startUnlessTicking(draft, { id: 'URGENT_RESPONSE' });
      callOut(draft, duty);
    }
    happened(draft, 'urgent-confirmed', { duty: duty?.staffNo ?? null });
    alarm(draft, owner(draft.state), 'urgent-confirmed');
    tellCustomer(draft, 'urgent-confirmed');
  },
};

function ordinaryReplyClock(state: TicketState): 'ONLINE_LEFT' | 'EMAIL_FIRST_REPLY' {
  return state.channel === 'email' ? 'EMAIL_FIRST_REPLY' : 'ONLINE_LEFT';
}

/**
 * Nobody took it: whoever is on duty, of any role, has it only because it was urgent. The lead of its department, who stepped in
 * where it was not taken in time, keeps it. A duty agent beside the lead of a plan has nothing of it but its urgency.
 */
function isOnlyNamedOnDuty({ status, urgent, assignee, department, lead }: TicketState): boolean {
  if (!urgent || assignee === null) return false;
  if (status === 'RECEIVED' || status === 'REASSESSING') return true;
  if (status === 'COORDINATING')
    return assignee.role === 'dutyAgent' && lead !== null && lead.staffNo !== assignee.staffNo;
  return status === 'ASSIGNED' && assignee.department !== department;
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
    cancelClocks(draft, ['URGENT_CONTAIN']);
    const response = tickingClock(draft.state, ['URGENT_RESPONSE']);
    if (response !== undefined) {
      cancelClocks(draft, ['URGENT_RESPONSE']);
      startClock(draft, { id: ordinaryReplyClock(draft.state), startedAt: response.startedAt });
    }
    const moved = named ? { from: assignee?.staffNo ?? null, to: null } : {};
    // A wish that was not granted is no urgency that did not hold.
    happened(draft, 'urgent-downgraded', held ? moved : { ...moved, onlyAsked: true });
    tellStaff(draft, owner(draft.state), 'urgent-downgraded');
    tellCustomer(draft, 'urgent-downgraded');
  },
};

export const URGENCY_RULES: CommandRules<'confirm-urgent' | 'downgrade-urgent'> = {
  'confirm-urgent': confirmUrgent,
  'downgrade-urgent': downgradeUrgent,
};
