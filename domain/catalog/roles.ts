import type { StaffRole } from '../../contracts/people.ts';
import type { Words } from '../../contracts/words.ts';

/** What people call each role. */
export const ROLE_NAMES: Readonly<Record<StaffRole | 'mainAccount' | 'subAccount', Words>> = {
  agent: { zh: '客服', en: 'Agent' },
  seniorAgent: { zh: '资深客服', en: 'Senior agent' },
  specialist: { zh: '部门专员', en: 'Specialist' },
  supervisor: { zh: '客服主管', en: 'Supervisor' },
  manager: { zh: '客服经理', en: 'Service manager' },
  inspector: { zh: '质检员', en: 'Quality inspector' },
  dutyAgent: { zh: '值班客服', en: 'Duty agent' },
  teamLeader: { zh: '组长', en: 'Team leader' },
  kbEditor: { zh: '知识库编辑', en: 'Knowledge-base editor' },
  admin: { zh: '系统管理员', en: 'Administrator' },
  ops: { zh: '运维', en: 'Operations' },
  mainAccount: { zh: '主账号', en: 'Main account' },
  subAccount: { zh: '子账号', en: 'Sub-account' },
};
