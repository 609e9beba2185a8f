import type { TicketClockId } from '../../contracts/clocks.ts';
import type { Duration } from './duration.ts';
import type { Length } from './setting.ts';
import type { ClockRule } from './rule.ts';

const wd = (n: number): Length => ({ kind: 'workdays', n });
const elapsed = (time: Duration): Length => ({ kind: 'elapsed', ...time });

/** The sources are silent: this is the desk's own rule (docs/norms.md). */
const DECISION = { zh: '自定', en: 'DECISION' } as const;
const S4 = { zh: 'S4', en: 'S4' } as const;

/** What holds for every limit counted in days, unless its row says otherwise. */
const DAY_RULE = {
  near: { kind: 'day-rule', hours: 4 },
  atDue: 'breach',
  followedUp: true,
  pausable: false,
  told: { near: ['owner'], due: ['owner', 'supervisor'], overdue: ['manager'] },
} as const;

/** A limit of minutes or hours that is missed at once or not at all. */
const SHORT_RULE = {
  near: { kind: 'none' },
  atDue: 'breach',
  followedUp: false,
  pausable: false,
  told: { due: ['owner', 'supervisor'] },
} as const;

const URGENT_RULE = {
  ...SHORT_RULE,
  target: elapsed({ hours: 2 }),
  length: elapsed({ hours: 4 }),
  told: { target: ['secondDuty', 'supervisor'], due: ['manager'] },
} as const;

/** A wait whose end moves the case on instead of being missed. */
const WINDOW_RULE = {
  near: { kind: 'none' },
  atDue: 'lapse',
  followedUp: false,
  pausable: false,
  told: {},
} as const;

const PARTY_RULE = { ...WINDOW_RULE, told: { near: ['parties'], due: ['owner', 'parties'] } } as const;

const SILENCE_RULE = {
  ...WINDOW_RULE,
  length: wd(7),
  near: { kind: 'remind-workdays', n: [3, 5] },
  told: { near: ['customer'], due: ['customer', 'owner'] },
} as const;

/** Every clock of the desk that belongs to a ticket. */
const TICKET_RULES = {
  ONLINE_REPLY: {
    ...SHORT_RULE,
    zh: '在线回复',
    en: 'Online reply',
    length: elapsed({ minutes: 3 }),
    near: { kind: 'after', minutes: 2 },
    // Where the ticket waits for its customer nothing else runs that would tell of him.
    followedUp: true,
    told: { near: ['owner'], due: ['teamLeader', 'freeAgent'], overdue: ['supervisor'] },
    source: { zh: 'S0：消息发出后3分钟内回复', en: 'S0 reply in 3 minutes after a message is sent' },
  },
  ONLINE_STRICT: {
    ...SHORT_RULE,
    zh: '在线回复（严格）',
    en: 'Online reply, strict profile',
    length: elapsed({ seconds: 30 }),
    atDue: 'measure',
    told: {},
    source: { zh: 'S1：在线30秒内回复', en: 'S1 online within 30 seconds' },
  },
  ONLINE_LEFT: {
    ...DAY_RULE,
    zh: '留言回复',
    en: 'Left message answered',
    length: { kind: 'first-opening-day' },
    source: { zh: 'S0：非紧急问题工作日答复；S3：留言', en: 'S0 non-urgent answered on workdays; S3 left messages' },
  },
  URGENT_RESPONSE: {
    ...URGENT_RULE,
    zh: '紧急问题响应',
    en: 'Urgent response',
    followedUp: true,
    told: { ...URGENT_RULE.told, overdue: ['manager'] },
    source: { zh: 'S3：紧急问题2至4小时；S0：值班客服优先', en: 'S3 urgent 2–4 hours; S0 duty agent first' },
  },
  URGENT_CONTAIN: { ...URGENT_RULE, zh: '紧急问题控制', en: 'Urgent matter contained', source: DECISION },
  EMAIL_FIRST_REPLY: {
    ...DAY_RULE,
    zh: '邮件首次回复',
    en: 'First reply to an e-mail',
    length: { kind: 'mail' },
    near: { kind: 'working-time', hours: 4 },
    source: {
      zh: 'S0：24小时；非工作日的邮件在其后1个工作日内',
      en: 'S0 24 hours; e-mail of a day off within 1 workday after',
    },
  },
  EMAIL_COMPLEX_REPLY: {
    ...DAY_RULE,
    zh: '复杂邮件完整答复',
    en: 'Full reply to a complex e-mail',
    length: wd(3),
    source: { zh: 'S0：至多3个工作日，首次回复中告知', en: 'S0 up to 3 workdays, told in the first reply' },
  },
  NEXT_REPLY_EMAIL: {
    ...DAY_RULE,
    zh: '后续邮件回复',
    en: 'Reply to a later e-mail',
    length: { kind: 'mail' },
    near: { kind: 'working-time', hours: 4 },
    source: { zh: '自定，同 EMAIL_FIRST_REPLY', en: 'DECISION, as EMAIL_FIRST_REPLY' },
  },
  SPECIALIST_TAKEOVER: {
    ...DAY_RULE,
    zh: '专员接手',
    en: 'Specialist takes over',
    length: wd(1),
    told: { near: ['department'], due: ['departmentLead', 'supervisor'], overdue: ['manager'] },
    source: { zh: 'S0：专员1个工作日内接手', en: 'S0 specialist within 1 workday' },
  },
  DEPARTMENT_INTERNAL: {
    ...DAY_RULE,
    zh: '部门内部时限',
    en: "Department's own limit",
    length: wd(2),
    pausable: true,
    told: { near: ['owner'], due: ['owner', 'department'], overdue: ['supervisor'] },
    source: { zh: '自定，仅限规则列出的部门', en: 'DECISION, for departments that the policy names' },
  },
  RESOLVE_SIMPLE: {
    ...DAY_RULE,
    zh: '简单问题解决',
    en: 'Simple question solved',
    length: wd(1),
    pausable: true,
    source: { zh: 'S0：当场或1个工作日', en: 'S0 on the spot or 1 workday' },
  },
  RESOLVE_COMPLEX: {
    ...DAY_RULE,
    zh: '复杂问题解决',
    en: 'Complex question solved',
    target: wd(3),
    length: wd(5),
    pausable: true,
    told: { ...DAY_RULE.told, target: ['owner'] },
    source: { zh: 'S0：3至5个工作日', en: 'S0 3–5 workdays' },
  },
  RESOLVE_MULTI: {
    ...DAY_RULE,
    zh: '多部门协同解决',
    en: 'Question of several departments solved',
    target: wd(5),
    length: wd(7),
    pausable: true,
    told: { ...DAY_RULE.told, target: ['owner'], due: ['owner', 'supervisor', 'manager'] },
    source: { zh: 'S0：多部门至多7个工作日', en: 'S0 several departments at most 7 workdays' },
  },
  RESOLVE_SPECIAL: {
    ...DAY_RULE,
    zh: '特殊问题解决',
    en: 'Special question solved',
    length: { kind: 'set-date', setWithinWorkdays: 1 },
    pausable: true,
    source: { zh: 'S0：视情况而定；1个工作日内设定日期为自定', en: 'S0 by circumstances; date set by wd(1) DECISION' },
  },
  PROGRESS_SYNC: {
    ...DAY_RULE,
    zh: '进度同步',
    en: 'Progress report',
    length: wd(3),
    near: { kind: 'working-time', hours: 4 },
    pausable: true,
    source: {
      zh: 'S0：特殊问题每3个工作日；错过目标后为自定',
      en: 'S0 every 3 workdays for special tickets; past a target DECISION',
    },
  },
  COORDINATION_PLAN: { ...DAY_RULE, zh: '协同方案', en: 'Coordination plan', length: wd(1), source: DECISION },
  TASK_ACCEPT: { ...DAY_RULE, zh: '协同任务接受', en: 'Task accepted', length: wd(1), source: DECISION },
  MILESTONE: {
    ...DAY_RULE,
    zh: '时间节点',
    en: 'Milestone',
    length: { kind: 'set-date' },
    near: { kind: 'working-time', hours: 4 },
    pausable: true,
    source: { zh: 'S0：责任人与时间节点', en: 'S0 responsible persons and milestones' },
  },
  MATERIAL_WAIT: { ...SILENCE_RULE, zh: '等待补充材料', en: 'Waiting for material', source: DECISION },
  CONFIRM_WAIT: { ...SILENCE_RULE, zh: '等待客户确认', en: 'Waiting for confirmation', source: DECISION },
  REASSESS: {
    ...DAY_RULE,
    zh: '重新评估',
    en: 'Re-assessment',
    target: wd(1),
    length: wd(3),
    told: { ...DAY_RULE.told, target: ['supervisor'] },
    source: { zh: 'S0：重新评估；时长自定', en: 'S0 re-assess; length DECISION' },
  },
  URGE_REPLY: {
    ...SHORT_RULE,
    zh: '催办回复',
    en: 'Urging answered',
    length: { kind: 'working-time', hours: 4 },
    source: DECISION,
  },
  PROMISE: {
    ...DAY_RULE,
    zh: '承诺时间',
    en: 'Promise',
    length: { kind: 'set-date' },
    near: { kind: 'working-time', hours: 4 },
    source: {
      zh: 'S1、S2：转交并承诺回复；以告知的时间为准为自定',
      en: 'S1, S2 passed on with a promise to come back; the time told DECISION',
    },
  },
  SUPERVISION_REPORT: {
    ...DAY_RULE,
    zh: '督办日报',
    en: 'Daily report under supervision',
    length: wd(1),
    near: { kind: 'working-time', hours: 4 },
    pausable: true,
    source: DECISION,
  },
  SUGGESTION_REVIEW: {
    ...DAY_RULE,
    zh: '建议评审',
    en: 'Suggestion reviewed',
    length: { kind: 'next-month' },
    told: { near: ['owner'], due: ['departmentLead'], overdue: ['manager'] },
    source: { zh: 'S0、S3：定期；每月为自定', en: 'S0, S3 periodic; monthly DECISION' },
  },
  DISPUTE_SELLER: {
    ...PARTY_RULE,
    zh: '卖家处理',
    en: 'Seller handles the dispute',
    length: elapsed({ hours: 24 }),
    near: { kind: 'left', before: [{ hours: 12 }, { hours: 4 }], as: 'remind' },
    source: S4,
  },
  DISPUTE_BUYER_CONFIRM: {
    ...PARTY_RULE,
    zh: '买家确认',
    en: 'Buyer confirms',
    length: { kind: 'elapsed-with-workday', hours: 48 },
    near: { kind: 'left', before: [{ hours: 24 }, { hours: 4 }], as: 'remind' },
    source: { zh: 'S4；含一个完整工作日为自定', en: 'S4; one complete workday DECISION' },
  },
  DISPUTE_EVIDENCE: {
    ...PARTY_RULE,
    zh: '举证',
    en: 'Evidence',
    length: { kind: 'elapsed-with-workday', hours: 72 },
    near: { kind: 'left', before: [{ hours: 24 }, { hours: 4 }], as: 'remind' },
    source: { zh: 'S4；含一个完整工作日为自定', en: 'S4; one complete workday DECISION' },
  },
  DISPUTE_PREHANDLE: {
    ...PARTY_RULE,
    zh: '卖家预处理',
    en: "Seller's last chance",
    length: elapsed({ hours: 24 }),
    near: { kind: 'left', before: [{ hours: 4 }], as: 'remind' },
    source: S4,
  },
  DISPUTE_DECISION: {
    ...DAY_RULE,
    zh: '平台裁定',
    en: 'Platform ruling',
    length: wd(4),
    told: { ...DAY_RULE.told, due: ['owner', 'manager'] },
    source: { zh: 'S4：4个工作日', en: 'S4 4 workdays' },
  },
  APPEAL: {
    ...DAY_RULE,
    zh: '裁定申诉',
    en: 'Appeal against a ruling',
    length: wd(4),
    told: { near: ['manager'], due: ['manager'], overdue: ['manager'] },
    source: DECISION,
  },
  FOLLOW_UP: {
    ...DAY_RULE,
    zh: '回访',
    en: 'Follow-up after closing',
    length: wd(1),
    source: { zh: '自定（回访）', en: 'DECISION (follow-up call)' },
  },
  TERMINATION_REVIEW: {
    ...DAY_RULE,
    zh: '终止服务复核',
    en: 'Review of an end of service',
    length: wd(1),
    told: { near: ['supervisor'], due: ['supervisor', 'manager'], overdue: ['manager'] },
    source: { zh: 'S0：主管复核；1个工作日为自定', en: 'S0 the supervisor reviews; wd(1) DECISION' },
  },
  RATING_WINDOW: {
    ...WINDOW_RULE,
    zh: '评价期',
    en: 'Rating window',
    length: { kind: 'calendar-days', n: 7 },
    near: { kind: 'remind-day', n: 3 },
    told: { near: ['customer'] },
    source: DECISION,
  },
  REOPEN_WINDOW: {
    ...WINDOW_RULE,
    zh: '重新打开期',
    en: 'Re-open window',
    length: { kind: 'calendar-days', n: 30 },
    source: DECISION,
  },
  QUALITY_RATING: {
    ...DAY_RULE,
    zh: '不满意评价核查',
    en: 'Dissatisfied rating reviewed',
    length: wd(2),
    told: { ...DAY_RULE.told, due: ['owner', 'manager'] },
    source: { zh: 'S0：2个工作日内核实处理', en: 'S0 verified and handled in 2 workdays' },
  },
  QUALITY_COMPLAINT: {
    ...DAY_RULE,
    zh: '服务投诉答复',
    en: 'Service complaint answered',
    length: wd(3),
    told: { ...DAY_RULE.told, due: ['owner', 'manager'] },
    source: { zh: 'S0：3个工作日内答复', en: 'S0 answer in 3 workdays' },
  },
} as const satisfies Record<TicketClockId, ClockRule>;

/** Clocks of the desk that run beside tickets: conversations, calls, reviews, visits, shifts, records. */
const DESK_RULES = {
  QUEUE_WAIT: {
    ...WINDOW_RULE,
    zh: '排队等待',
    en: 'Waiting in the queue',
    length: elapsed({ minutes: 30 }),
    near: { kind: 'after', minutes: 10 },
    told: { near: ['customer'], due: ['customer'] },
    source: { zh: 'S3：超过30分钟重新排队', en: 'S3 more than 30 minutes: queue again' },
  },
  PHONE_ANSWER: {
    ...SHORT_RULE,
    zh: '电话接听',
    en: 'Call picked up',
    length: elapsed({ seconds: 15 }),
    atDue: 'measure',
    told: {},
    source: { zh: 'S1：铃响三声', en: 'S1 three rings' },
  },
  PHONE_INTAKE: {
    ...SHORT_RULE,
    zh: '电话身份核验与记录',
    en: 'Identity and first note of a call',
    length: elapsed({ seconds: 60 }),
    near: { kind: 'after', seconds: 45 },
    told: { near: ['owner'] },
    source: { zh: 'S0：接通后1分钟', en: 'S0 1 minute after connection' },
  },
  PROGRESS_QUERY: {
    ...DAY_RULE,
    zh: '进度查询答复',
    en: 'Progress query answered',
    length: wd(1),
    near: { kind: 'working-time', hours: 4 },
    source: { zh: 'S0：1个工作日', en: 'S0 1 workday' },
  },
  QUALITY_SAMPLE: {
    ...DAY_RULE,
    zh: '抽检评分',
    en: 'Sampled ticket scored',
    length: wd(5),
    told: { ...DAY_RULE.told, due: ['owner', 'manager'] },
    source: DECISION,
  },
  QUALITY_APPEAL_WINDOW: {
    ...WINDOW_RULE,
    zh: '抽检申诉期',
    en: 'Time to appeal against a score',
    length: wd(5),
    source: DECISION,
  },
  QUALITY_APPEAL: {
    ...DAY_RULE,
    zh: '抽检申诉复核',
    en: 'Appeal against a score decided',
    length: wd(3),
    told: { ...DAY_RULE.told, due: ['owner', 'manager'] },
    source: DECISION,
  },
  APPT_CONFIRM: {
    ...DAY_RULE,
    zh: '预约确认',
    en: 'Appointment confirmed',
    length: wd(2),
    near: { kind: 'working-time', hours: 4 },
    source: { zh: 'S0：2个工作日内', en: 'S0 within 2 workdays' },
  },
  APPT_LEAD: {
    ...WINDOW_RULE,
    zh: '预约提前量',
    en: 'Appointment lead time',
    length: { kind: 'lead-workdays', n: 3 },
    source: { zh: 'S0：至少提前3个工作日', en: 'S0 at least 3 workdays ahead' },
  },
  SHIFT_HANDOVER: {
    ...SHORT_RULE,
    zh: '交接班',
    en: 'Shift hand-over',
    length: { kind: 'shift-end' },
    near: { kind: 'left', before: [{ minutes: 30 }], as: 'warn' },
    told: { near: ['owner'], due: ['teamLeader'] },
    source: { zh: 'S4；夜班为自定', en: 'S4; night shift DECISION' },
  },
  UNPAID_NUDGE: {
    ...WINDOW_RULE,
    zh: '未付款提醒',
    en: 'Unpaid order followed up',
    length: { kind: 'elapsed-then-opening', hours: 12 },
    source: { zh: 'S4：12小时未付款；下次开放时间为自定', en: 'S4 unpaid after 12 hours; next opening DECISION' },
  },
  RETENTION: {
    ...WINDOW_RULE,
    zh: '归档保存',
    en: 'Records kept',
    length: { kind: 'months', n: 24 },
    source: { zh: 'S0：2年', en: 'S0 2 years' },
  },
  HISTORY: {
    ...WINDOW_RULE,
    zh: '历史记录可见',
    en: 'History shown',
    length: { kind: 'months-back', n: 3 },
    source: { zh: 'S3：3个月', en: 'S3 3 months' },
  },
} as const satisfies Record<string, ClockRule>;

/** Every time limit of the desk: its length, who is told when it comes near and when it is missed, and which text says so. */
export const CLOCK_RULES = { ...TICKET_RULES, ...DESK_RULES } as const;
export type ClockRuleId = keyof typeof CLOCK_RULES;

export function isClockRuleId(id: string): id is ClockRuleId {
  return Object.hasOwn(CLOCK_RULES, id);
}

/** Whether it runs out without anybody being late: waits and windows lapse, they are never breached. */
export function lapses(id: ClockRuleId): boolean {
  return clockRule(id).atDue === 'lapse';
}

export const LAPSING_CLOCK_IDS: readonly string[] = Object.keys(CLOCK_RULES).filter(
  (id) => isClockRuleId(id) && lapses(id),
);

/** The row of the table, with the fields that only some rows have as optional ones. */
export function clockRule(id: ClockRuleId): ClockRule {
  return CLOCK_RULES[id];
}
