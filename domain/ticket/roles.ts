import type { StaffRole } from '../../contracts/people.ts';

/** Roles that see what customers write; the others keep rosters, knowledge or the machines. Norm: docs/norms.md, states. */
export const ROLES_AT_TICKETS: readonly StaffRole[] = [
  'agent',
  'seniorAgent',
  'dutyAgent',
  'specialist',
  'inspector',
  'supervisor',
  'manager',
];
