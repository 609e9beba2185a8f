import type { Actor, Principal } from '../../contracts/people.ts';
import { notFound } from './problem.ts';

/** Who acts. `onBehalf` counts for staff only: a customer speaks for itself. */
export function actorOf(principal: Principal, onBehalf = false): Actor {
  switch (principal.kind) {
    case 'customer':
      return { kind: 'customer', companyId: principal.companyId, accountId: principal.accountId };
    case 'staff':
      return {
        kind: 'staff',
        staffNo: principal.staffNo,
        role: principal.role,
        department: principal.department,
        ...(onBehalf ? { onBehalf } : {}),
      };
    case 'integration':
      return { kind: 'integration', clientId: principal.clientId };
  }
}

/** The caller's staff number, on routes that serve staff alone. Throws `not-found` for everybody else. */
export function staffNoOf(principal: Principal): string {
  if (principal.kind === 'staff') return principal.staffNo;
  throw notFound();
}
