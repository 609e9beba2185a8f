import type { Principal, StaffRole } from '../../contracts/people.ts';
import { STAFF_ROLES } from '../../contracts/people.ts';

/** Whom a route serves; whoever is not named is refused. */
export interface Who {
  readonly customers: boolean;
  readonly staff: readonly StaffRole[];
  readonly integration: boolean;
}

export const EVERYBODY: Who = { customers: true, staff: STAFF_ROLES, integration: true };

/** Roles that work with what customers write; admin, ops, teamLeader and kbEditor never see it. */
export const DESK_ROLES = [
  'agent',
  'seniorAgent',
  'specialist',
  'supervisor',
  'manager',
  'inspector',
  'dutyAgent',
] as const satisfies readonly StaffRole[];

export const READERS: Who = { customers: true, staff: DESK_ROLES, integration: true };
export const OPENERS: Who = {
  customers: true,
  staff: ['agent', 'seniorAgent', 'dutyAgent', 'supervisor'],
  integration: true,
};
export const STAFF_READERS: Who = { customers: false, staff: DESK_ROLES, integration: true };
/** Rules of the house are no secret among staff; changing them is for those who answer for them. */
export const STAFF: Who = { customers: false, staff: STAFF_ROLES, integration: false };
export const TIMETABLE_EDITORS: Who = { customers: false, staff: ['manager', 'admin'], integration: false };

export function serves(who: Who, principal: Principal): boolean {
  switch (principal.kind) {
    case 'customer':
      return who.customers;
    case 'staff':
      return who.staff.includes(principal.role);
    case 'integration':
      return who.integration;
  }
}
