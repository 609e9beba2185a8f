import { isOpen } from '../../../contracts/ticket.ts';
import { change, happened, tellCustomer } from '../draft.ts';
import { isHandler, isStaff } from '../people/who.ts';
import type { CommandRule } from './rule.ts';

/** Once; after it the agent may end the service (docs/norms.md, work given back, incidents, what is owed). */
export const WARN_ABUSE: CommandRule<'warn-abuse'> = {
  who: (state, actor) => isStaff(actor, 'agent', 'seniorAgent', 'dutyAgent', 'supervisor') || isHandler(state, actor),
  whoMay: { zh: '客服、处理人或主管', en: 'an agent, the assignee or a supervisor' },
  when: (state) => isOpen(state.status) && !state.abuseWarned,
  whenMay: {
    zh: '未结案且尚未警告过客户的工单；警告只给一次，之后用 terminate 终止服务',
    en: 'an open ticket whose customer was not warned yet; the warning is given once, then terminate ends the service',
  },
  apply: (draft) => {
    change(draft, { abuseWarned: true });
    happened(draft, 'abuse-warned');
    tellCustomer(draft, 'abuse-warned');
  },
};
