import type { Actor, Principal } from '../../contracts/people.ts';
import { isHandler } from './people/who.ts';
import { ROLES_AT_TICKETS } from './roles.ts';
import { isShutOut } from './shutOut.ts';
import type { TicketState } from './state.ts';

/** Who may see a ticket at all: to everybody else it does not exist. */
export function mayRead(principal: Principal, state: TicketState): boolean {
  switch (principal.kind) {
    case 'integration':
      return true;
    case 'customer':
      if (principal.companyId !== state.companyId) return false;
      return principal.main || principal.accountId === state.accountId || principal.scopes.includes('ticket.company');
    case 'staff':
      return staffMayRead(principal, state);
  }
}

/** Whose work needs phone and mail address of the contact: customers' own, machines, and the staff at work on the ticket. */
export function needsContact(state: TicketState, actor: Actor): boolean {
  if (actor.kind !== 'staff' || isHandler(state, actor)) return true;
  const open = state.tasks.filter(({ status }) => status === 'OFFERED' || status === 'ACCEPTED');
  return open.some(({ responsible }) => responsible.staffNo === actor.staffNo);
}

/** For a company's disputes an account needs the scope; the main account has it (docs/norms.md, disputes). */
export function mayDispute(principal: Principal): boolean {
  return principal.kind === 'customer' && principal.scopes.includes('dispute.manage');
}

function staffMayRead(staff: Extract<Principal, { kind: 'staff' }>, state: TicketState): boolean {
  if (isShutOut(state, staff)) return false;
  if (staff.role !== 'specialist') return ROLES_AT_TICKETS.includes(staff.role);
  // Whom a plan of another department made its lead, or who has it in hand, cannot work unseen.
  if (isHandler(state, staff)) return true;
  return state.department === staff.department || state.tasks.some((task) => task.department === staff.department);
}
