import type { Actor, StaffRef } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import { measuresRun } from '../underDispute.ts';
import { isShutOut } from '../shutOut.ts';
import type { TicketState } from '../state.ts';
import { rolesHeld } from './deputies.ts';
import { isOfRound, leadersOf, reassessedIn } from './level.ts';
import { isDepartmentSpecialist, isHandler, isStaff } from './who.ts';

/**
 * Whether somebody may say what comes next: nobody whom it is about; of the round's level, and none of those whose proposals were refused. What a
 * ruling ordered is no proposal: anybody else may carry it out.
 */
export function mayPropose(state: TicketState, staff: StaffRef): boolean {
  if (isShutOut(state, { kind: 'staff', ...staff })) return false;
  const { round, pastHandlers } = state;
  const isOfLevel = rolesHeld(state, staff.role).some((role) => isOfRound(round, role));
  return measuresRun(state) || (isOfLevel && !pastHandlers.includes(staff.staffNo));
}

/** Who takes up a round is of its level, a specialist only in his department; those above as well, where it may have nobody left. */
export function mayReassess(state: TicketState, actor: Actor): boolean {
  if (actor.kind !== 'staff' || !mayPropose(state, actor)) return false;
  const { role } = actor;
  if (role === 'seniorAgent' || isDepartmentSpecialist(state, actor)) return true;
  return leadersOf(state).some((leader) => rolesHeld(state, role).includes(leader));
}

/** Whoever has it, as long as it is not his own proposal that was refused, nor a lower level's turn again. */
export function mayAnswer(state: TicketState, actor: Actor): boolean {
  return isHandler(state, actor) && actor.kind === 'staff' && mayPropose(state, actor);
}

/** Who may re-assess in this round, or that this one may not because his proposal was refused. */
export function reassessedBy(state: TicketState, actor: Actor): Words {
  if (actor.kind === 'staff' && state.pastHandlers.includes(actor.staffNo)) {
    const ends = isStaff(actor, 'manager') && state.round >= 3;
    return {
      zh: `解决方案未被拒绝过的人员；${actor.staffNo} 的解决方案已被拒绝，须由他人重新评估${ends ? '，或由经理以 close-unresolved 书面终结' : ''}`,
      en: `somebody whose proposal was not refused; that of ${actor.staffNo} was, and somebody else re-assesses${ends ? ', or a manager ends it in writing with close-unresolved' : ''}`,
    };
  }
  const { zh, en } = reassessedIn(state.round);
  const isAbove = isStaff(actor, 'supervisor', 'manager');
  return {
    zh: `${zh}（第 ${state.round} 轮重新评估）${isAbove ? '；到目标时间仍无人接手，或工单针对工作人员时，也可由上一级接手' : ''}`,
    en: `${en} (round ${state.round} of re-assessment)${isAbove ? '; the next level as well, once nobody took it up by its target or where it is about one of the staff' : ''}`,
  };
}
