import type { StaffRef } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { needOfSenior } from '../../assignment/need.ts';
import { change, type Draft, happened, SUPERVISORS, tellCustomer, tellStaff } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { beginWork } from './routing.ts';
import type { CommandRule } from './rule.ts';
import { CUSTOMER_SIDE, isCustomerSide } from './who.ts';

/** The customer asks for a senior agent (domain.md §9): what the catalogue gives to the front desk goes to one who is ready. */
export const ESCALATE: CommandRule<'escalate'> = {
  who: isCustomerSide,
  whoMay: CUSTOMER_SIDE,
  when: (state) => isOpen(state.status),
  whenMay: { zh: '工单未结案', en: 'any open status' },
  apply: (draft) => {
    happened(draft, 'escalated');
    tellStaff(draft, { kind: 'role', role: 'seniorAgent' }, 'escalated');
    tellStaff(draft, SUPERVISORS, 'escalated');
    const { state } = draft;
    if (goesToSenior(state)) {
      draft.route = { want: 'senior-agent', department: state.department, need: needOfSenior(state) };
    }
  },
};

/** Work of the front desk that is not with a senior agent already; what waits for the customer goes on as it is. */
function goesToSenior({ routing, category, status, assignee }: TicketState): boolean {
  if (routing !== 'direct' || category === null || assignee?.role === 'seniorAgent') return false;
  return status === 'IN_PROGRESS' || (status === 'RECEIVED' && assignee === null);
}

/** A senior agent was found: he has it from now on, unless its work has changed meanwhile. */
export function routedToSenior(draft: Draft, to: StaffRef | null): void {
  const { state } = draft;
  if (to?.role !== 'seniorAgent' || !goesToSenior(state) || state.pastHandlers.includes(to.staffNo)) return;
  const { staffNo } = to;
  const from = state.assignee?.staffNo ?? null;
  if (from === null) beginWork(draft, to, 'IN_PROGRESS');
  else change(draft, { assignee: to });
  happened(draft, 'assigned', { staffNo, why: 'escalated', from });
  tellStaff(draft, { kind: 'staff', staffNo }, 'ticket-given', { assignedBecause: 'escalated' });
  if (from !== null) tellStaff(draft, { kind: 'staff', staffNo: from }, 'ticket-handed-on', { staffNo });
  tellCustomer(draft, from === null ? 'ticket-taken-over' : 'ticket-handed-on', { staffNo });
}
