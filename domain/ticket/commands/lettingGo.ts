import type { StaffRef } from '../../../contracts/people.ts';
import { change, type Draft, happened, tellStaff } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { isUnderWay } from '../underWay.ts';
import { tellFormer } from './former.ts';
import { leaveLead, mayBeLeaderless, otherLead, takeFrom } from './leavingHands.ts';
import { leadsOnly, mayQueue } from './reassigning.ts';
import { leaveTasks, openTasksOf } from './taskHands.ts';
import { alarmDuty } from './urgency.ts';

/** Whom a decision shuts out of what he had in hand: he may not even read it from then on. */
export function shutOutOfHands(before: TicketState, { judged = [] }: TicketState): readonly string[] {
  return judged.filter((staffNo) => before.judged?.includes(staffNo) !== true && hasInHand(before, staffNo));
}

function hasInHand(state: TicketState, staffNo: string): boolean {
  const { assignee, lead } = state;
  return assignee?.staffNo === staffNo || lead?.staffNo === staffNo || openTasksOf(state, staffNo).length > 0;
}

/** What he has goes back to where others find it, and whoever must act hears of it (docs/norms.md, quality reviews). */
export function letGoOfIt(draft: Draft, before: TicketState): void {
  if (!isUnderWay(draft.state)) return;
  for (const from of shutOutOfHands(before, draft.state)) {
    leaveHands(draft, from);
    leaveTasks(draft, from, null);
    tellFormer(draft, from);
  }
}

/** A round goes back to its level, all else to a queue, or to who leads its plan. */
function mayLeave(state: TicketState): boolean {
  const { status, round } = state;
  const inRound = status === 'REASSESSING' || (status === 'IN_PROGRESS' && round > 0);
  return inRound || mayQueue(state) || otherLead(state) !== null;
}

function leaveHands(draft: Draft, from: string): void {
  const { state } = draft;
  const leaving = { from, to: null, why: 'judged' } as const;
  const has = state.assignee?.staffNo === from;
  if (!has && !leadsOnly(state, from)) return;
  if (has && mayLeave(state)) takeFrom(draft, leaving);
  else if (!has && (state.assignee !== null || mayBeLeaderless(state))) leaveLead(draft, leaving);
  else leaveToNobody(draft, from);
  alarmDuty(draft);
}

/** Where it cannot wait in a queue now nobody has it until a supervisor says who goes on, or its dispute ends. */
function leaveToNobody(draft: Draft, from: string): void {
  const { assignee, lead } = draft.state;
  const unlessHe = (one: StaffRef | null): StaffRef | null => (one?.staffNo === from ? null : one);
  change(draft, { assignee: unlessHe(assignee), lead: unlessHe(lead) });
  happened(draft, 'reassigned', { from, to: null, why: 'judged' });
  tellStaff(draft, { kind: 'role', role: 'supervisor', except: [from] }, 'handler-judged', { staffNo: from });
}
