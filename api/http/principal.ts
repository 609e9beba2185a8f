import type { Actor, Principal } from '../../contracts/people.ts';

/** The account whose idempotency keys these are. */
export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'customer':
      return `account:${principal.accountId}`;
    case 'staff':
      return `staff:${principal.staffNo}`;
    case 'integration':
      return `client:${principal.clientId}`;
  }
}

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
