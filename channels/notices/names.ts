import type { AssignmentReason } from '../../contracts/agents.ts';
import type { ReviewClockId, TicketClockId } from '../../contracts/clocks.ts';
import type { DisputeStage, Ruling } from '../../contracts/disputes.ts';
import type { Department } from '../../contracts/people.ts';
import type { CloseReason, Rating, SuggestionOutcome, TaskStatus } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import { CATEGORIES } from '../../domain/catalog/categories.ts';
import { DEPARTMENT_NAMES } from '../../domain/catalog/departments.ts';
import { ORIGIN_WORDS } from '../../domain/catalog/reviewOrigins.ts';
import { SEND_BACK_REASON_NAMES } from '../../domain/catalog/sendBackReasons.ts';
import { SHIFT_WORDS } from '../../domain/catalog/shifts.ts';
import { HAPPENED_WORDS, PARTY_WORDS, WAITS_ON_WORDS } from './disputeNames.ts';
import { REVIEW_CLOCK_WORDS, REVIEWED_BY_WORDS, VERDICT_WORDS } from './reviewWords.ts';

const name = (zh: string, en: string): Words => ({ zh, en });

/** As a sentence says them: in English what is no name of its own has its article. */
const DEPARTMENT_WORDS: Readonly<Record<Department, Words>> = {
  ...DEPARTMENT_NAMES,
  FRONT: { ...DEPARTMENT_NAMES.FRONT, en: 'the front desk' },
  DUTY: { ...DEPARTMENT_NAMES.DUTY, en: 'the duty desk' },
};

const CLOCK_WORDS: Readonly<Record<TicketClockId | ReviewClockId, Words>> = {
  ...REVIEW_CLOCK_WORDS,
  ONLINE_REPLY: name('在线回复时限', 'the online reply'),
  ONLINE_STRICT: name('在线回复时限（严格）', 'the online reply (strict)'),
  ONLINE_LEFT: name('留言回复时限', 'the reply to a left message'),
  URGENT_RESPONSE: name('紧急响应时限', 'the urgent response'),
  URGENT_CONTAIN: name('紧急控制时限', 'the urgent containment'),
  EMAIL_FIRST_REPLY: name('邮件首次回复时限', 'the first e-mail reply'),
  EMAIL_COMPLEX_REPLY: name('邮件完整答复时限', 'the full e-mail reply'),
  NEXT_REPLY_EMAIL: name('邮件后续回复时限', 'the next e-mail reply'),
  SPECIALIST_TAKEOVER: name('专员接手时限', 'the takeover by a specialist'),
  DEPARTMENT_INTERNAL: name('部门内部时限', "the department's own limit"),
  RESOLVE_SIMPLE: name('解决时限（简单）', 'the solution (simple)'),
  RESOLVE_COMPLEX: name('解决时限（复杂）', 'the solution (complex)'),
  RESOLVE_MULTI: name('解决时限（多部门）', 'the solution (several departments)'),
  RESOLVE_SPECIAL: name('约定解决时间', 'the agreed date'),
  PROGRESS_SYNC: name('进度同步时限', 'the progress report'),
  COORDINATION_PLAN: name('协同方案时限', 'the coordination plan'),
  TASK_ACCEPT: name('任务确认时限', 'the answer to a task'),
  MILESTONE: name('任务时间节点', 'the milestone'),
  MATERIAL_WAIT: name('补充材料期限', 'the wait for material'),
  CONFIRM_WAIT: name('确认期限', 'the wait for your confirmation'),
  REASSESS: name('重新评估时限', 'the re-assessment'),
  URGE_REPLY: name('催办答复时限', 'the answer to an urging'),
  PROMISE: name('承诺时间', 'the time promised to the customer'),
  SUPERVISION_REPORT: name('督办日报时限', 'the daily report under supervision'),
  FOLLOW_UP: name('回访时限', 'the follow-up after closing'),
  TERMINATION_REVIEW: name('终止服务复核时限', 'the review of an end of service'),
  SUGGESTION_REVIEW: name('建议评审时限', 'the review of a suggestion'),
  DISPUTE_SELLER: name('卖家处理期', "the seller's time"),
  DISPUTE_BUYER_CONFIRM: name('买家确认期', "the buyer's confirmation"),
  DISPUTE_EVIDENCE: name('举证期', 'the evidence window'),
  DISPUTE_PREHANDLE: name('卖家预处理期', "the seller's pre-handling"),
  DISPUTE_DECISION: name('平台裁定时限', "the platform's ruling"),
  APPEAL: name('裁定申诉时限', 'the decision on the appeal'),
  RATING_WINDOW: name('评价期', 'the rating window'),
  REOPEN_WINDOW: name('重新打开期限', 'the window for re-opening'),
};

const REASON_WORDS: Readonly<Record<CloseReason, Words>> = {
  CONFIRMED: name('客户认可', 'confirmed'),
  AGREED: name('达成一致', 'agreed'),
  RULED: name('平台裁定', 'ruled by the platform'),
  NO_RESPONSE: name('未收到回应（不视为认可）', 'no response (not counted as agreement)'),
  WITHDRAWN: name('客户撤回', 'withdrawn'),
  DUPLICATE: name('重复工单', 'a duplicate'),
  DECLINED: name('不予受理', 'not within our service'),
  TERMINATED: name('终止服务', 'service ended'),
  UNRESOLVED: name('未达成一致', 'no agreement'),
};

const RATING_WORDS: Readonly<Record<Rating, Words>> = {
  SATISFIED: name('满意', 'satisfied'),
  FAIR: name('一般', 'fair'),
  DISSATISFIED: name('不满意', 'dissatisfied'),
};

const TASK_WORDS: Readonly<Record<TaskStatus, Words>> = {
  OFFERED: name('待确认', 'offered'),
  ACCEPTED: name('已接受', 'accepted'),
  REFUSED: name('已拒绝或退回', 'refused or sent back'),
  DONE: name('已完成', 'done'),
  CANCELLED: name('已取消', 'cancelled'),
};

const OUTCOME_WORDS: Readonly<Record<SuggestionOutcome, Words>> = {
  ADOPTED: name('已采纳', 'adopted'),
  LATER: name('纳入后续考虑', 'kept for later'),
  NO: name('暂不采纳', 'not adopted'),
};

const ASSIGNMENT_WORDS: Readonly<Record<AssignmentReason, Words>> = {
  'asked-for': name('客户指名由您处理', 'the customer asked for you'),
  received: name('由您受理', 'you took it in'),
  'first-contact': name('您是该客户的首接人', 'you are the customer’s first contact'),
  skilled: name('您熟悉此类问题', 'you know this kind of question'),
  free: name('您当前空闲', 'you are free'),
  escalated: name('客户要求资深客服处理', 'the customer asked for a senior agent'),
};

const STAGE_WORDS: Readonly<Record<DisputeStage, Words>> = {
  SELLER_HANDLING: name('卖家处理', 'the seller deals with it'),
  BUYER_CONFIRMING: name('买家确认', 'the buyer confirms or not'),
  EVIDENCE: name('双方举证', 'both sides give evidence'),
  PREHANDLING: name('卖家预处理', 'the seller may settle beforehand'),
  DECIDING: name('平台处理', 'the platform decides'),
  APPEAL: name('裁定申诉', 'the manager decides on the appeal'),
  SETTLED: name('已和解', 'settled'),
  RULED: name('平台已裁定', 'ruled by the platform'),
  WITHDRAWN: name('买家已撤回', 'withdrawn by the buyer'),
};

const RULING_WORDS: Readonly<Record<Ruling, Words>> = {
  FOR_BUYER: name('支持买家', 'for the buyer'),
  FOR_SELLER: name('支持卖家', 'for the seller'),
  SPLIT: name('部分支持', 'partly for each'),
  DISMISSED: name('不予支持', 'claim dismissed'),
};

const CATEGORY_WORDS: Readonly<Record<string, Words>> = Object.fromEntries(
  CATEGORIES.map((category) => [category.code, category]),
);

/** Which names the values of a parameter have. */
export const NAMES_OF_PARAM: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  department: DEPARTMENT_WORDS,
  category: CATEGORY_WORDS,
  clock: { ...CLOCK_WORDS, none: name('暂无', 'none runs yet') },
  verdict: VERDICT_WORDS,
  origin: ORIGIN_WORDS,
  reviewedBy: REVIEWED_BY_WORDS,
  shift: SHIFT_WORDS,
  reason: REASON_WORDS,
  sendBackReason: SEND_BACK_REASON_NAMES,
  suggestionOutcome: OUTCOME_WORDS,
  rating: RATING_WORDS,
  assignedBecause: ASSIGNMENT_WORDS,
  status: TASK_WORDS,
  stage: STAGE_WORDS,
  outcome: RULING_WORDS,
  waitsOn: WAITS_ON_WORDS,
  happened: HAPPENED_WORDS,
  party: PARTY_WORDS,
};
