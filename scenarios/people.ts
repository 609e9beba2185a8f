import type { Notice } from '../contracts/notices.ts';
import { DEPARTMENTS, type Actor, type Department, STAFF_ROLES, type StaffRef } from '../contracts/people.ts';
import { ROLE_NAMES } from '../domain/catalog/roles.ts';
import type { RouteRequest } from '../domain/ticket/state.ts';
import { DEMO_ACCOUNTS, DEMO_COMPANIES, DEMO_STAFF, type DemoAccount, type DemoStaff } from '../intake/demoPeople.ts';

/** Whoever opened the ticket. */
export const CUSTOMER = 'customer';
const CUSTOMER_WORDS = [CUSTOMER, '客户'];

/** Several work under one role: a number or a name says who. */
const SHARED_ROLES = ['specialist', ROLE_NAMES.specialist.zh];

export function accountNamed(text: string): DemoAccount | null {
  if (CUSTOMER_WORDS.includes(text)) return DEMO_ACCOUNTS[0] ?? null;
  return DEMO_ACCOUNTS.find((account) => [account.id, account.name, account.login].includes(text)) ?? null;
}

/** A staff number, a name or a role of the demo; of a role the first. */
export function staffNamed(text: string): DemoStaff | null {
  const one = DEMO_STAFF.find(({ staffNo, name }) => staffNo === text || name === text);
  if (one !== undefined || SHARED_ROLES.includes(text)) return one ?? null;
  return DEMO_STAFF.find(({ role }) => role === text || ROLE_NAMES[role].zh === text) ?? null;
}

export function refOf({ staffNo, role, department }: DemoStaff): StaffRef {
  return { staffNo, role, department };
}

/** Null where nobody of the demo is called that. */
export function actorNamed(text: string, opener: DemoAccount, onBehalf = false): Actor | null {
  const account = CUSTOMER_WORDS.includes(text) ? opener : accountNamed(text);
  if (account !== null) return { kind: 'customer', companyId: account.company.id, accountId: account.id };
  const staff = staffNamed(text);
  if (staff === null) return null;
  return { kind: 'staff', ...refOf(staff), ...(onBehalf ? { onBehalf } : {}) };
}

/** Who may be told: the code that `recipientOf` gives, or null. */
export function recipientNamed(text: string): string | null {
  if (CUSTOMER_WORDS.includes(text)) return CUSTOMER;
  const codes: readonly string[] = [...STAFF_ROLES, ...DEPARTMENTS, ...DEMO_COMPANIES.map(({ id }) => id)];
  if (codes.includes(text)) return text;
  return (
    STAFF_ROLES.find((role) => ROLE_NAMES[role].zh === text) ??
    DEMO_COMPANIES.find(({ name }) => name === text)?.id ??
    staffNamed(text)?.staffNo ??
    null
  );
}

export function recipientOf({ to }: Notice): string {
  switch (to.kind) {
    case 'customer':
      return CUSTOMER;
    case 'company':
      return to.companyId;
    case 'staff':
      return to.staffNo;
    case 'role':
      return to.role;
    case 'department':
      return to.department;
  }
}

function leadOf(department: Department): DemoStaff | undefined {
  return DEMO_STAFF.find((one) => one.department === department && ['specialist', 'inspector'].includes(one.role));
}

export function dutyAgent(): StaffRef | null {
  const duty = DEMO_STAFF.find(({ role }) => role === 'dutyAgent');
  return duty === undefined ? null : refOf(duty);
}

/** In a story he is always ready. */
function seniorAgent(): StaffRef | null {
  const senior = DEMO_STAFF.find(({ role }) => role === 'seniorAgent');
  return senior === undefined ? null : refOf(senior);
}

/** As the worker's activity of that name, among the people of the demo. */
export function route(request: RouteRequest): StaffRef | null {
  if (request.want === 'senior-agent') return seniorAgent();
  const lead = leadOf(request.department);
  return lead === undefined ? null : refOf(lead);
}
