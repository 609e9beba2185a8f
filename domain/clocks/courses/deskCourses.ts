import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Course } from './course.ts';
import type { ClockRuleId } from '../rules.ts';

const SCORED = { zh: '评分告知被评人', en: 'the score is told to the person scored' };

/** What starts and what ends each limit that runs beside tickets. */
export const DESK_COURSES: Readonly<Record<Exclude<ClockRuleId, TicketClockId>, Course>> = {
  QUEUE_WAIT: { starts: { zh: '进入排队', en: 'joins the queue' }, stops: { zh: '接通', en: 'connected' } },
  PHONE_ANSWER: { starts: { zh: '电话振铃', en: 'the phone rings' }, stops: { zh: '接起', en: 'picked up' } },
  PHONE_INTAKE: {
    starts: { zh: '电话接起', en: 'the call is picked up' },
    stops: { zh: '身份与首条记录已保存', en: 'identity and first note are saved' },
  },
  PROGRESS_QUERY: {
    starts: { zh: '收到进度查询邮件', en: 'the query is received' },
    stops: { zh: '答复当前进度', en: 'answered with the state' },
  },
  QUALITY_SAMPLE: { starts: { zh: '抽中工单', en: 'the ticket is drawn' }, stops: { zh: '评分', en: 'scored' } },
  QUALITY_APPEAL_WINDOW: {
    starts: SCORED,
    stops: { zh: '提出申诉，或期满', en: 'an appeal, or the end' },
  },
  QUALITY_APPEAL: {
    starts: { zh: '对评分提出申诉', en: 'an appeal against the score' },
    stops: { zh: '申诉复核完成', en: 'the appeal is decided' },
  },
  APPT_CONFIRM: {
    starts: { zh: '收到预约请求', en: 'the request is received' },
    stops: { zh: '时间地点已确认', en: 'time and place are confirmed' },
  },
  APPT_LEAD: { starts: { zh: '预约请求', en: 'the request' }, stops: { zh: '到访日', en: 'the day of the visit' } },
  SHIFT_HANDOVER: {
    starts: { zh: '班次开始', en: 'the shift begins' },
    stops: { zh: '下一班接收交接单', en: 'the next shift accepts the note' },
  },
  UNPAID_NUDGE: {
    starts: { zh: '下单', en: 'the order is placed' },
    stops: { zh: '付款，或已联系', en: 'paid, or contacted' },
  },
  RETENTION: {
    starts: { zh: '归档', en: 'archived' },
    stops: {
      zh: '清除；涉及维权的至少保存3年，依法保全时不清除',
      en: 'purged; with a dispute after 3 years at the earliest, and a legal hold stops that',
    },
  },
  HISTORY: {
    starts: { zh: '客户查看之时', en: 'when the customer looks' },
    stops: { zh: '不停止：更早的凭工单号查看', en: 'nothing: what is older is found by ticket number' },
  },
};
