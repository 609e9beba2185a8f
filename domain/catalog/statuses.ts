import type { TicketStatus } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';

/** A status as the desk says it; the code stands beside it in Chinese, as answers and filters name it. */
const NAMES: Readonly<Record<TicketStatus, string>> = {
  RECEIVED: '已接收',
  ASSIGNED: '待接手',
  IN_PROGRESS: '处理中',
  COORDINATING: '协同处理中',
  WAITING_CUSTOMER: '待补充材料',
  WAITING_PARTIES: '待双方处理',
  AWAITING_CONFIRMATION: '待确认',
  REASSESSING: '重新评估',
  CLOSED: '已结案',
  ARCHIVED: '已归档',
  PURGED: '已清除',
};

/** How a sentence names a ticket's status: the Chinese name with its code, in English the code. */
export function statusWords(status: TicketStatus): Words {
  return { zh: `${NAMES[status]}（${status}）`, en: status };
}
