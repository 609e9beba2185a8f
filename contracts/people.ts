export const DEPARTMENTS = [
  'FRONT',
  'PAY',
  'QUAL',
  'ORDER',
  'TECH',
  'MERCH',
  'QA',
  'AFTER',
  'FIN',
  'RISK',
  'PROD',
  'OFFLINE',
  'IMPROVE',
  'DUTY',
] as const;
export type Department = (typeof DEPARTMENTS)[number];

/** With whom a matter and its limits are: a department, or those above all departments. */
export const HOLDERS = [...DEPARTMENTS, 'SUPERVISORS', 'MANAGERS'] as const;
export type Holder = (typeof HOLDERS)[number];

export const STAFF_ROLES = [
  'agent',
  'seniorAgent',
  'specialist',
  'supervisor',
  'manager',
  'inspector',
  'dutyAgent',
  'teamLeader',
  'kbEditor',
  'admin',
  'ops',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a sub-account may be told; the main account has all of them. */
export const SCOPES = [
  'order.view',
  'order.manage',
  'payment.view',
  'refund.apply',
  'invoice.manage',
  'qualification.manage',
  'subaccount.manage',
  'product.manage',
  'store.manage',
  'dispute.manage',
  'contract.manage',
  'report.export',
  'ticket.company',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface CustomerActor {
  readonly kind: 'customer';
  readonly companyId: string;
  readonly accountId: string;
}

export interface StaffActor {
  readonly kind: 'staff';
  readonly staffNo: string;
  readonly role: StaffRole;
  readonly department: Department;
  /** The staff member records what the customer said. */
  readonly onBehalf?: boolean;
}

/** A machine of the platform that acts for any company. */
export interface IntegrationActor {
  readonly kind: 'integration';
  readonly clientId: string;
}

/** Limits that run out and other things nobody did by hand. */
export interface SystemActor {
  readonly kind: 'system';
}

/** Who did it. Ids only: an actor travels through Temporal. */
export type Actor = CustomerActor | StaffActor | IntegrationActor | SystemActor;

/** A staff member as a command names one: enough to judge what the person may be given. */
export interface StaffRef {
  readonly staffNo: string;
  readonly role: StaffRole;
  readonly department: Department;
}

/** Whom a key or session stands for, with what the rules of access need to know. */
export type Principal =
  | {
      readonly kind: 'customer';
      readonly companyId: string;
      readonly companyKind: 'buyer' | 'supplier';
      readonly accountId: string;
      /** The main account; it has every scope. */
      readonly main: boolean;
      readonly scopes: readonly Scope[];
    }
  | { readonly kind: 'staff'; readonly staffNo: string; readonly role: StaffRole; readonly department: Department }
  | { readonly kind: 'integration'; readonly clientId: string };
