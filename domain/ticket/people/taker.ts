import type { StaffRef } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import { DEPARTMENT_NAMES } from '../../catalog/departments.ts';
import { planStands } from '../plan.ts';
import type { TicketState } from '../state.ts';
import { reassessedIn } from './level.ts';
import { mayPropose } from './reassessing.ts';
import { WORKS_ON_IT, worksOn } from './who.ts';

/** May this person do the work that the ticket needs now? */
export function fits(state: TicketState, to: StaffRef): boolean {
  if (!mayPropose(state, to)) return false;
  if (to.role === 'supervisor' || to.role === 'manager') return true;
  if (to.role === 'dutyAgent') return state.urgent;
  // In a round a senior agent may take up what any department had; agents are below it.
  if (to.role === 'agent' || to.role === 'seniorAgent')
    return state.department === 'FRONT' || state.urgent || state.round > 0;
  if (to.role === 'inspector') return state.department === 'QA';
  return to.role === 'specialist' && (to.department === state.department || state.status === 'COORDINATING');
}

/** Whether who has the ticket has it as the lead of a plan. */
export function isPlanLed(state: TicketState): boolean {
  return planStands(state) && state.lead?.staffNo === state.assignee?.staffNo;
}

/** Whether somebody could be named the lead of a plan now. */
export function mayLead(state: TicketState, to: StaffRef): boolean {
  return mayPropose(state, to) && worksOn(to.role, state.department);
}

/** By somebody's word a plan goes to whoever could have been named its lead. */
export function mayBeGiven(state: TicketState, to: StaffRef): boolean {
  return fits(state, to) || (isPlanLed(state) && mayLead(state, to));
}

/** Who could be given the ticket as it stands. */
export function takerExpected(state: TicketState): Words {
  const { department, round } = state;
  const of = {
    zh: `${DEPARTMENT_NAMES[department].zh}的另一名工作人员，或主管、经理`,
    en: `another staff member who works for ${department}, a supervisor or a manager`,
  };
  if (isPlanLed(state)) return leadExpected(state);
  return notRefused(round === 0 ? of : reassessedIn(round));
}

/** Who could lead its plan. */
export function leadExpected({ round }: TicketState): Words {
  return notRefused(round === 0 ? WORKS_ON_IT : reassessedIn(round));
}

function notRefused({ zh, en }: Words): Words {
  return {
    zh: `${zh}，且其解决方案未被拒绝过、工单不针对其本人`,
    en: `${en}, whose proposal was not refused and whom the ticket is not about`,
  };
}
