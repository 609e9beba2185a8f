import type { Department, Scope, StaffRole } from '../contracts/people.ts';

/** The companies, accounts and staff of the demo; all of them are made up. */
export interface DemoCompany {
  readonly id: string;
  readonly name: string;
  readonly kind: 'buyer' | 'supplier';
}

export interface DemoAccount {
  readonly id: string;
  readonly company: DemoCompany;
  readonly name: string;
  readonly login: string;
  readonly phone: string;
  /** Null: the main account, which has all of them. */
  readonly scopes: readonly Scope[] | null;
}

export interface DemoStaff {
  readonly staffNo: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly department: Department;
}

const HUAXIN: DemoCompany = { id: 'C1001', name: '华信精密制造有限公司', kind: 'buyer' };
const BEICHEN: DemoCompany = { id: 'C1002', name: '北辰建材采购有限公司', kind: 'buyer' };
const YUANHANG: DemoCompany = { id: 'S2001', name: '远航工业品供应有限公司', kind: 'supplier' };

export const DEMO_COMPANIES: readonly DemoCompany[] = [HUAXIN, BEICHEN, YUANHANG];

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { id: 'A100101', company: HUAXIN, name: '陈静', login: 'chenjing', phone: '13800010001', scopes: null },
  {
    id: 'A100102',
    company: HUAXIN,
    name: '李明',
    login: 'liming',
    phone: '13800010002',
    scopes: ['order.view', 'order.manage', 'refund.apply'],
  },
  {
    id: 'A100103',
    company: HUAXIN,
    name: '王芳',
    login: 'wangfang',
    phone: '13800010003',
    scopes: ['payment.view', 'invoice.manage', 'dispute.manage', 'ticket.company'],
  },
  { id: 'A100201', company: BEICHEN, name: '赵磊', login: 'zhaolei', phone: '13800010004', scopes: null },
  { id: 'A200101', company: YUANHANG, name: '孙涛', login: 'suntao', phone: '13800020001', scopes: null },
];

const staff = (staffNo: string, name: string, role: StaffRole, department: Department): DemoStaff => ({
  staffNo,
  name,
  role,
  department,
});

export const DEMO_STAFF: readonly DemoStaff[] = [
  staff('1001', '周敏', 'agent', 'FRONT'),
  staff('1002', '吴倩', 'agent', 'FRONT'),
  staff('1003', '郑洁', 'seniorAgent', 'FRONT'),
  staff('2001', '冯强', 'specialist', 'PAY'),
  staff('2002', '蒋丽', 'specialist', 'QUAL'),
  staff('2003', '沈浩', 'specialist', 'ORDER'),
  staff('2004', '韩冰', 'specialist', 'TECH'),
  staff('2005', '杨帆', 'specialist', 'MERCH'),
  staff('2006', '朱琳', 'specialist', 'AFTER'),
  staff('2007', '秦岚', 'specialist', 'FIN'),
  staff('2008', '许航', 'specialist', 'RISK'),
  staff('2009', '何雨', 'specialist', 'PROD'),
  staff('2010', '吕梁', 'specialist', 'OFFLINE'),
  staff('2011', '施文', 'specialist', 'IMPROVE'),
  staff('3001', '张伟', 'supervisor', 'FRONT'),
  staff('3002', '孔颖', 'manager', 'FRONT'),
  staff('3003', '曹雪', 'inspector', 'QA'),
  staff('3004', '严肃', 'inspector', 'QA'),
  staff('3005', '金晨', 'dutyAgent', 'DUTY'),
  staff('3006', '魏征', 'teamLeader', 'FRONT'),
  staff('3007', '陶然', 'kbEditor', 'FRONT'),
  staff('9001', '系统管理员', 'admin', 'FRONT'),
  staff('9002', '运维值守', 'ops', 'FRONT'),
];

/** Who bought from whom, of orders that may come to a dispute. */
export const DEMO_ORDERS = [
  { orderNo: 'DD20251107001', buyer: HUAXIN, supplier: YUANHANG },
  { orderNo: 'DD20251107002', buyer: BEICHEN, supplier: YUANHANG },
] as const;

export const DEMO_CLIENT = { id: 'platform', name: '平台接口 (integration)' } as const;
