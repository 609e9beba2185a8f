import type { Actor, CustomerActor, Department, StaffActor, StaffRole } from '../../contracts/people.ts';

function staff(staffNo: string, role: StaffRole, department: Department): StaffActor {
  return { kind: 'staff', staffNo, role, department };
}

function account(companyId: string, accountId: string): CustomerActor {
  return { kind: 'customer', companyId, accountId };
}

/** The demo's people whom a ticket meets: ten who work on it and, above them, the one who ends what does not end. */
export const cast = {
  buyer: account('C1001', 'A100101'),
  buyerSub: account('C1001', 'A100103'),
  supplier: account('S2001', 'A200101'),
  agent: staff('1001', 'agent', 'FRONT'),
  otherAgent: staff('1002', 'agent', 'FRONT'),
  senior: staff('1003', 'seniorAgent', 'FRONT'),
  supervisor: staff('3001', 'supervisor', 'FRONT'),
  pay: staff('2001', 'specialist', 'PAY'),
  order: staff('2003', 'specialist', 'ORDER'),
  inspector: staff('3003', 'inspector', 'QA'),
  manager: staff('3002', 'manager', 'FRONT'),
} as const;

export type Name = keyof typeof cast | 'agentForCustomer';

export const NAMES: readonly Name[] = [
  'buyer',
  'buyerSub',
  'supplier',
  'agent',
  'otherAgent',
  'senior',
  'supervisor',
  'pay',
  'order',
  'inspector',
  'manager',
  'agentForCustomer',
];

export function actorOf(name: Name): Actor {
  return name === 'agentForCustomer' ? { ...cast.agent, onBehalf: true } : cast[name];
}
