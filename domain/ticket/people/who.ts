import type { Words } from '../../../contracts/words.ts';
import type { Actor, Department, StaffActor, StaffRef, StaffRole } from '../../../contracts/people.ts';
import { ROLES_AT_TICKETS } from '../roles.ts';
import type { TicketState } from '../state.ts';
import { isConcerned } from '../workedOn.ts';

export function isStaff(actor: Actor, ...roles: readonly StaffRole[]): actor is StaffActor {
  return actor.kind === 'staff' && roles.includes(actor.role);
}

export function isFrontAgent(actor: Actor): boolean {
  return isStaff(actor, 'agent', 'seniorAgent') && actor.department === 'FRONT';
}

/**
 * Whether somebody of this role works on matters of a department at all. Inspectors read all tickets and change none but those of
 * their own; who keeps rosters, knowledge or the machines has no part in any. Norm: docs/norms.md, states.
 */
export function worksOn(role: StaffRole, department: Department): boolean {
  return role === 'inspector' ? department === 'QA' : ROLES_AT_TICKETS.includes(role);
}

export const WORKS_ON_IT: Words = {
  zh: '处理工单的人员（客服、专员、主管或经理；质检员仅限 QA 工单）',
  en: 'somebody who works on tickets: an agent, specialist, supervisor or manager; an inspector only for tickets of QA',
};

/** The assignee, or who leads the departments of a plan. */
export function isHandler(state: TicketState, actor: Actor): boolean {
  if (actor.kind !== 'staff') return false;
  return actor.staffNo === state.assignee?.staffNo || actor.staffNo === state.lead?.staffNo;
}

/** The customer, a machine of the platform, or staff who record what the customer said. Which accounts see the ticket is decided before. */
export function isCustomerSide(state: TicketState, actor: Actor): boolean {
  switch (actor.kind) {
    case 'customer':
      return actor.companyId === state.companyId;
    case 'integration':
      return true;
    case 'staff':
      // Inspectors read all tickets, but change none except those of QA.
      if (actor.role === 'inspector' && state.department !== 'QA') return false;
      return actor.onBehalf === true && ROLES_AT_TICKETS.includes(actor.role);
    case 'system':
      return false;
  }
}

export const CUSTOMER_SIDE: Words = {
  zh: '客户账号、集成方，或代客户操作（"onBehalf": true）的工作人员（质检员仅限 QA 工单）',
  en: 'an account of the customer, an integration, or staff with "onBehalf": true (inspectors on tickets of QA alone)',
};

/** As `isCustomerSide`, but nobody of the staff says for the customer how his own work is judged. */
export function isUninvolvedCustomerSide(state: TicketState, actor: Actor): boolean {
  return isCustomerSide(state, actor) && !(actor.kind === 'staff' && isConcerned(state, actor.staffNo));
}

export const UNINVOLVED_CUSTOMER_SIDE: Words = {
  zh: '客户账号、集成方，或代客户操作（"onBehalf": true）且未参与处理该工单、也非其核查对象的工作人员',
  en: 'an account of the customer, an integration, or, with "onBehalf": true, staff who had no part in the ticket and whom no review of it is about',
};
export const HANDLER: Words = { zh: '工单的处理人或牵头人', en: 'the assignee or lead of the ticket' };
export const HANDLER_OR_SUPERVISOR: Words = { zh: `${HANDLER.zh}，或主管`, en: `${HANDLER.en}, or a supervisor` };

/** A specialist of the ticket's department; for QA its inspectors do that work. */
export function isDepartmentSpecialist(state: TicketState, actor: Actor): boolean {
  const role = state.department === 'QA' ? 'inspector' : 'specialist';
  return isStaff(actor, role) && actor.department === state.department;
}

export function refOf(actor: StaffActor): StaffRef {
  return { staffNo: actor.staffNo, role: actor.role, department: actor.department };
}
