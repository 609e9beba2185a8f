import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Course } from './course.ts';

const STRICT_OR_NOT = {
  starts: { zh: '服务时间内首条未答复的客户消息', en: 'first unanswered customer message in service hours' },
  stops: { zh: '客服发出消息', en: "an agent's message" },
} as const;
const URGENT = {
  zh: '在线渠道非值守时间确认为紧急，或紧急邮件',
  en: 'urgent outside staffed time, or an urgent e-mail',
};
const CREATED = { zh: '工单受理', en: 'the ticket is received' };
const ANSWERED = { zh: '给出答复', en: 'the answer is sent' };
const CLOSED = { zh: '工单结案', en: 'the ticket is closed' };

/** What starts and what ends each limit of a ticket. Norm: docs/norms.md, clocks, as the rules themselves. */
export const TICKET_COURSES: Readonly<Record<TicketClockId, Course>> = {
  ONLINE_REPLY: STRICT_OR_NOT,
  ONLINE_STRICT: STRICT_OR_NOT,
  ONLINE_LEFT: {
    starts: { zh: '全时服务以外的非紧急留言', en: 'a message, not urgent, outside full service' },
    stops: { zh: '客服答复', en: "an agent's answer" },
  },
  URGENT_RESPONSE: { starts: URGENT, stops: { zh: '人工答复', en: 'an answer by a person' } },
  URGENT_CONTAIN: {
    starts: { zh: '确认为紧急', en: 'the matter is urgent' },
    stops: {
      zh: '进度报告确认已控制影响（contained: true）、归入事件，或答复',
      en: 'a progress report that says the harm is stopped (contained: true), an incident that takes it in, or the answer',
    },
  },
  EMAIL_FIRST_REPLY: {
    starts: { zh: '收到邮件', en: 'the e-mail is received' },
    stops: { zh: '首次人工回复', en: 'the first reply by a person' },
  },
  EMAIL_COMPLEX_REPLY: {
    starts: {
      zh: '收到邮件；首次回复已告知时间的复杂邮件',
      en: 'the e-mail is received; complex, a time named in the first reply',
    },
    stops: ANSWERED,
  },
  NEXT_REPLY_EMAIL: {
    starts: { zh: '首封未答复的后续邮件', en: 'the first unanswered later e-mail' },
    stops: { zh: '人工回复', en: 'a reply by a person' },
  },
  SPECIALIST_TAKEOVER: {
    starts: { zh: '转至部门', en: 'routed to the department' },
    stops: { zh: '专员接手', en: 'a specialist takes over' },
  },
  DEPARTMENT_INTERNAL: {
    starts: { zh: '进入部门队列或专员接手', en: "in the department's queue, or taken over by its specialist" },
    stops: { zh: '答复、退回或转其他部门', en: 'the answer, sending back, or another department' },
  },
  RESOLVE_SIMPLE: { starts: CREATED, stops: ANSWERED },
  RESOLVE_COMPLEX: { starts: CREATED, stops: ANSWERED },
  RESOLVE_MULTI: {
    starts: {
      zh: '工单受理（不因多部门协同重新起算）',
      en: 'the ticket is received (several departments do not restart it)',
    },
    stops: ANSWERED,
  },
  RESOLVE_SPECIAL: { starts: { zh: '接手', en: 'the ticket is taken over' }, stops: ANSWERED },
  PROGRESS_SYNC: {
    starts: {
      zh: '特殊问题受理、归类为特殊，或错过目标或时间节点（距上次告知已满时限的，须于下一工作日下班前）；其后自每次进度报告',
      en: 'a special ticket is received, a ticket becomes special, or a target or milestone is missed (due by the next workday’s closing where the last report is that old); then each report',
    },
    stops: { zh: '进度报告或答复', en: 'a progress report or the answer' },
  },
  COORDINATION_PLAN: {
    starts: { zh: '归类为复杂', en: 'classified as complex' },
    stops: { zh: '协同方案确定', en: 'the plan is made' },
  },
  TASK_ACCEPT: {
    starts: { zh: '协同方案确定', en: 'the plan is made' },
    stops: { zh: '责任人接受任务', en: 'the task is accepted' },
  },
  MILESTONE: {
    starts: { zh: '协同方案确定', en: 'the plan is made' },
    stops: { zh: '节点完成', en: 'the milestone is done' },
  },
  MATERIAL_WAIT: {
    starts: {
      zh: '发出补充材料请求，或答复客户的来信；客户补充部分材料或请求资深客服；期满时另有承诺未到期的，承诺兑现或失约',
      en: 'the request for material is sent, or what the customer wrote is answered; he supplies a part of it or asks for a senior agent; where it ran out before a promise, that is kept or broken',
    },
    stops: { zh: '材料收齐，或客户来信', en: 'all material is in, or the customer writes' },
  },
  CONFIRM_WAIT: {
    starts: {
      zh: '给出答复，或回复客户其后的来信；客户请求资深客服；期满时另有承诺未到期的，承诺兑现或失约',
      en: 'the answer is sent, or what the customer wrote to it is answered; he asks for a senior agent; where it ran out before a promise, that is kept or broken',
    },
    stops: { zh: '客户认可、不认可或来信', en: 'the customer accepts, rejects or writes' },
  },
  REASSESS: {
    starts: { zh: '客户不认可结果，或重新打开', en: 'the result is rejected, or the ticket re-opened' },
    stops: {
      zh: '确定新处理人（目标）、给出新的解决方案（时限）',
      en: 'a handler takes it (target), a new solution is sent (limit)',
    },
  },
  URGE_REPLY: {
    starts: { zh: '客户催办', en: 'the customer urges' },
    stops: { zh: '人工回复', en: 'a reply by a person' },
  },
  PROMISE: {
    starts: { zh: '向客户承诺时间', en: 'a time is promised to the customer' },
    stops: { zh: '承诺兑现', en: 'the promise is kept' },
  },
  SUPERVISION_REPORT: {
    starts: { zh: '督办；其后自每次督办报告', en: 'put under supervision; then each report' },
    stops: { zh: '督办报告或督办结束', en: 'a report, or supervision ends' },
  },
  SUGGESTION_REVIEW: {
    starts: { zh: '建议登记', en: 'the suggestion is recorded' },
    stops: { zh: '评审完成', en: 'it is reviewed' },
  },
  DISPUTE_SELLER: {
    starts: { zh: '维权发起', en: 'the dispute is opened' },
    stops: { zh: '卖家处理', en: 'the seller acts' },
  },
  DISPUTE_BUYER_CONFIRM: {
    starts: { zh: '卖家处理完成', en: "the seller's handling is done" },
    stops: { zh: '买家确认或拒绝', en: 'the buyer confirms or refuses' },
  },
  DISPUTE_EVIDENCE: {
    starts: { zh: '平台介入', en: 'the platform intervenes' },
    stops: { zh: '双方声明举证完毕，或期满', en: 'both declare complete, or the end' },
  },
  DISPUTE_PREHANDLE: {
    starts: { zh: '举证结束', en: 'evidence is closed' },
    stops: { zh: '卖家了结，或期满', en: 'the seller settles, or the end' },
  },
  DISPUTE_DECISION: {
    starts: { zh: '预处理结束', en: "the seller's last chance is over" },
    stops: { zh: '裁定告知双方', en: 'the ruling is told to both' },
  },
  APPEAL: {
    starts: { zh: '对裁定提出申诉', en: 'a party appeals against the ruling' },
    stops: { zh: '申诉结果告知双方', en: "the appeal's result is told to both" },
  },
  FOLLOW_UP: { starts: CLOSED, stops: { zh: '回访完成', en: 'the follow-up is made' } },
  TERMINATION_REVIEW: {
    starts: { zh: '以终止服务结案', en: 'closed as an end of service' },
    stops: { zh: '主管复核', en: 'the supervisor has reviewed it' },
  },
  QUALITY_RATING: {
    starts: { zh: '不满意评价已保存', en: 'the dissatisfied rating is saved' },
    stops: { zh: '核查结果已记录并告知', en: 'the result is recorded and told' },
  },
  QUALITY_COMPLAINT: {
    starts: { zh: '收到服务投诉', en: 'the complaint is received' },
    stops: { zh: '结果已告知', en: 'the result is told' },
  },
  RATING_WINDOW: { starts: CLOSED, stops: { zh: '评价或重新打开', en: 'rated or re-opened' } },
  REOPEN_WINDOW: { starts: CLOSED, stops: { zh: '重新打开', en: 're-opened' } },
};
