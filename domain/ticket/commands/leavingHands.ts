import type { ReassignmentReason } from '../../../contracts/agents.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import { isQualityMatter } from '../../catalog/qualityMatters.ts';
import { isRunning } from '../../dispute/dispute.ts';
import { startClock, startUnlessTicking } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { SUPERVISORS } from '../people/owner.ts';
import { isPlanLed } from '../people/taker.ts';
import type { TicketState } from '../state.ts';
import { tellLed } from '../tellPlan.ts';
import { beginWork } from './beginning.ts';
import { waitingStatus } from './classifying.ts';
import { tellFormer, tellHandedOn } from './former.ts';
import { tellQueue } from './queueing.ts';

/** Who goes on with a plan alone where the one beside him drops out. */
export function otherLead({ status, lead, assignee, dispute }: TicketState): StaffRef | null {
  return status === 'COORDINATING' && !isRunning(dispute) && lead?.staffNo !== assignee?.staffNo ? lead : null;
}

/** Its lead has it, and a supervisor could name another. */
export function waitsForLead(state: TicketState): boolean {
  return isPlanLed(state) && mayBeLeaderless(state);
}

/** A supervisor can name who leads it. */
export function mayBeLeaderless({ status, dispute }: TicketState): boolean {
  return status === 'COORDINATING' && !isRunning(dispute);
}

interface Leaving {
  readonly from: string;
  readonly to: StaffRef | null;
  readonly why: ReassignmentReason | 'judged';
}

/** The ticket in his hands: to the next one, or back to where it waits for one. */
export function takeFrom(draft: Draft, { from, to, why }: Leaving): void {
  const next = to ?? otherLead(draft.state);
  if (next !== null) giveTo(draft, next);
  else if (waitsForLead(draft.state)) leavePlan(draft, from);
  else returnToQueue(draft);
  happened(draft, 'reassigned', { from, to: next?.staffNo ?? null, why });
  tell(draft, from, next);
}

/** Whoever was only named for it had not begun; an agent of the front desk begins at once. */
function giveTo(draft: Draft, to: StaffRef): void {
  const { status, routing, category, lead, assignee } = draft.state;
  const begins = status === 'RECEIVED' && routing === 'direct' && category !== null && to.department === 'FRONT';
  if (begins) beginWork(draft, to, 'IN_PROGRESS');
  else change(draft, { assignee: to, ...(lead !== null && lead.staffNo === assignee?.staffNo ? { lead: to } : {}) });
}

/** A round goes back to its level, within the limit that runs. */
function returnToQueue(draft: Draft): void {
  const { status, routing, category, lead, assignee, round } = draft.state;
  if (status === 'IN_PROGRESS' && round > 0) {
    change(draft, { status: 'REASSESSING', assignee: null });
    return;
  }
  const inHand = status === 'IN_PROGRESS' && routing !== null;
  const leads = lead !== null && lead.staffNo === assignee?.staffNo;
  change(draft, {
    assignee: null,
    ...(leads ? { lead: null } : {}),
    ...(inHand ? { status: waitingStatus(routing) } : {}),
  });
  if (inHand && routing === 'department' && !isQualityMatter(category))
    startClock(draft, { id: 'SPECIALIST_TAKEOVER' });
}

/** Whoever is named leads it, else the one beside him alone. */
export function leaveLead(draft: Draft, { from, to, why }: Leaving): void {
  const next = to ?? draft.state.assignee;
  if (next === null) leavePlan(draft, from);
  else {
    change(draft, { lead: next });
    tellLed(draft, next);
    tellHandedOn(draft, from, next.staffNo);
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
    tellQueue(draft);
    return;
  }
  const told = { staffNo: to.staffNo };
  tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'ticket-handed-on', told);
  tellHandedOn(draft, from, to.staffNo);
  tellCustomer(draft, 'ticket-handed-on', told);
}
