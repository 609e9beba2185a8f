import { HAPPENED_WORDS } from '../../channels/notices/disputeNames.ts';
import type { EventType } from '../../contracts/events.ts';
import type { Words } from '../../contracts/words.ts';

/** What happened to a ticket, as a limit says why it began or ended. */
const HAPPENED: Partial<Record<EventType, Words>> = {
  opened: { zh: '工单开立', en: 'the ticket was opened' },
  message: { zh: '来信或回复', en: 'a message was written' },
  classified: { zh: '分类', en: 'the ticket was classified' },
  'taken-over': { zh: '接手', en: 'the ticket was taken over' },
  'sent-back': { zh: '退回', en: 'the ticket was sent back' },
  'handed-on': { zh: '转交', en: 'the ticket was handed on' },
  'handed-over': { zh: '交接', en: 'the ticket was handed over' },
  reassigned: { zh: '改派', en: 'the ticket was reassigned' },
  assigned: { zh: '分派', en: 'the ticket was assigned' },
  coordinated: { zh: '制定协同方案', en: 'a plan of tasks was made' },
  'material-requested': { zh: '要求补充材料', en: 'material was asked for' },
  'material-waived': { zh: '免予补充材料', en: 'the material was waived' },
  'material-supplied': { zh: '补充材料', en: 'the material was supplied' },
  answered: { zh: '给出解决方案', en: 'an answer was given' },
  'progress-reported': { zh: '同步进度', en: 'progress was reported' },
  promised: { zh: '承诺时间', en: 'a time was promised' },
  extended: { zh: '延期', en: 'the limit was extended' },
  'date-set': { zh: '设定日期', en: 'a date was set' },
  accepted: { zh: '客户认可', en: 'the customer accepted' },
  rejected: { zh: '客户不认可', en: 'the customer rejected' },
  rated: { zh: '评价', en: 'the service was rated' },
  urged: { zh: '催办', en: 'the customer urged' },
  withdrawn: { zh: '撤回', en: 'the ticket was withdrawn' },
  reopened: { zh: '重新打开', en: 'the ticket was re-opened' },
  escalated: { zh: '升级', en: 'the ticket was escalated' },
  supervised: { zh: '督办', en: 'supervision began' },
  attached: { zh: '并入事件', en: 'the ticket was attached to an incident' },
  detached: { zh: '移出事件', en: 'the ticket was detached from an incident' },
  'incident-answered': { zh: '事件统一答复', en: 'the incident was answered' },
  'followed-up': { zh: '回访', en: 'the follow-up was made' },
  'termination-reviewed': { zh: '终止复核', en: 'the termination was reviewed' },
  'suggestion-reviewed': { zh: '建议评审', en: 'the suggestion was reviewed' },
  'urgent-confirmed': { zh: '确认紧急', en: 'the urgency was confirmed' },
  'urgent-downgraded': { zh: '取消紧急', en: 'the urgency was taken back' },
  'closed-unresolved': { zh: '未解决结案', en: 'the ticket was closed unresolved' },
  'marked-duplicate': { zh: '标记重复', en: 'the ticket was marked a duplicate' },
  merged: { zh: '合并', en: 'the ticket was merged' },
  declined: { zh: '不予受理', en: 'the ticket was declined' },
  terminated: { zh: '终止服务', en: 'the service was ended' },
  'task-opened': { zh: '下达任务', en: 'a task was given' },
  'task-taken-over': { zh: '任务接受', en: 'the task was accepted' },
  'task-refused': { zh: '任务拒绝', en: 'the task was refused' },
  'task-sent-back': { zh: '任务退回', en: 'the task was sent back' },
  'task-completed': { zh: '任务完成', en: 'the task was completed' },
  'task-cancelled': { zh: '任务取消', en: 'the task was cancelled' },
  'task-extended': { zh: '时间节点延期', en: 'the milestone was moved' },
  'clock-breached': { zh: '时限超时', en: 'a limit was breached' },
  'breach-explained': { zh: '填写超时原因', en: 'the reason for a missed limit was recorded' },
  'clock-overdue': { zh: '超时仍未处理', en: 'a breached limit was still open' },
  'clock-lapsed': { zh: '等待期或窗口届满', en: 'a wait or window ran out' },
  closed: { zh: '结案', en: 'the ticket was closed' },
  archived: { zh: '归档', en: 'the ticket was archived' },
};

/** Steps of a dispute as its notices say them, the rest by its own name. */
export function eventWords(type: EventType): Words {
  const known = HAPPENED[type];
  const inDispute = HAPPENED_WORDS[type];
  if (known !== undefined) return known;
  if (inDispute !== undefined) return inDispute;
  return { zh: `事件 ${type}`, en: `the event ${type}` };
}
