import type { SendBackReason } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';

/** The fixed list of why a department gives something back (DECISION); the free text beside it says the rest. */
export const SEND_BACK_REASON_NAMES: Readonly<Record<SendBackReason, Words>> = {
  NOT_OURS: { zh: '不属于本部门职责', en: 'not this department’s matter' },
  FACTS_MISSING: { zh: '信息或凭证不全，无法处理', en: 'facts or evidence missing' },
  OTHER_DEPARTMENT_FIRST: { zh: '须其他部门先行处理', en: 'another department has to act first' },
  BEYOND_AUTHORITY: { zh: '超出本部门权限', en: 'beyond this department’s authority' },
  ALREADY_SETTLED: { zh: '问题已解决', en: 'settled already' },
  OTHER: { zh: '其他原因', en: 'another reason' },
};
