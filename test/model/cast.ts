import type {
  Actor,
  CustomerActor,
  Department,
  IntegrationActor,
  StaffActor,
  StaffRole,
} from '../../contracts/people.ts';

function staff(staffNo: string, role: StaffRole, department: Department): StaffActor {
  return { kind: 'staff', staffNo, role, department };
}

function account(companyId: string, accountId: string): CustomerActor {
  return { kind: 'customer', companyId, accountId };
}

/** The demo's people, and the machine that speaks for any company: each role, each department. */
export const cast = {
  buyer: account('C1001', 'A100101'),
  buyerSub: account('C1001', 'A100103'),
  stranger: account('C1002', 'A100201'),
  supplier: account('S2001', 'A200101'),
  platform: { kind: 'integration', clientId: 'platform' } satisfies IntegrationActor,
  agent: staff('1001', 'agent', 'FRONT'),
  otherAgent: staff('1002', 'agent', 'FRONT'),
  senior: staff('1003', 'seniorAgent', 'FRONT'),
  pay: staff('2001', 'specialist', 'PAY'),
  qual: staff('2002', 'specialist', 'QUAL'),
  order: staff('2003', 'specialist', 'ORDER'),
  tech: staff('2004', 'specialist', 'TECH'),
  merch: staff('2005', 'specialist', 'MERCH'),
  after: staff('2006', 'specialist', 'AFTER'),
  fin: staff('2007', 'specialist', 'FIN'),
  risk: staff('2008', 'specialist', 'RISK'),
  prod: staff('2009', 'specialist', 'PROD'),
  offline: staff('2010', 'specialist', 'OFFLINE'),
  improve: staff('2011', 'specialist', 'IMPROVE'),
  supervisor: staff('3001', 'supervisor', 'FRONT'),
  manager: staff('3002', 'manager', 'FRONT'),
  inspector: staff('3003', 'inspector', 'QA'),
  otherInspector: staff('3004', 'inspector', 'QA'),
  duty: staff('3005', 'dutyAgent', 'DUTY'),
  teamLeader: staff('3006', 'teamLeader', 'FRONT'),
  admin: staff('9001', 'admin', 'FRONT'),
} as const;

export type Name = keyof typeof cast | 'agentForCustomer';

export const NAMES: readonly Name[] = [
  'buyer',
  'buyerSub',
  'supplier',
  'platform',
  'agent',
  'otherAgent',
  'senior',
  'supervisor',
  'pay',
  'qual',
  'order',
  'tech',
  'merch',
  'after',
  'fin',
  'risk',
  'prod',
  'offline',
  'improve',
  'inspector',
  'otherInspector',
  'duty',
  'manager',
  'agentForCustomer',
  'stranger',
  'teamLeader',
  'admin',
];

export function actorOf(name: Name): Actor {
  return name === 'agentForCustomer' ? { ...cast.agent, onBehalf: true } : cast[name];
}
