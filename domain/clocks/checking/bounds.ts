import type { Words } from '../../../contracts/words.ts';
import type { ClockRuleId } from '../rules.ts';

/** What is shorter or longer is no limit of this clock but a slip of the pen, or against the rule it comes from. */
export interface Bounds {
  readonly least: Span;
  readonly most: Span;
  /** Where a rule sets the least or the most. */
  readonly because?: Words;
}

/** A number of seconds, minutes, hours or days. */
export type Span = readonly [n: number, unit: 's' | 'min' | 'h' | 'd'];

const between = (least: Span, most: Span): Bounds => ({ least, most });

const REPLY = between([30, 'min'], [10, 'd']);
const URGENT = between([5, 'min'], [24, 'h']);
const TAKING = between([10, 'min'], [30, 'd']);
const SOLVING = between([30, 'min'], [90, 'd']);
const REVIEW = between([1, 'h'], [60, 'd']);
const SILENCE = between([24, 'h'], [90, 'd']);
const PARTY = between([4, 'h'], [30, 'd']);

/** Null: its length is set by hand, or by what else the desk does. */
export const BOUNDS: Readonly<Record<ClockRuleId, Bounds | null>> = {
  ONLINE_REPLY: between([10, 's'], [60, 'min']),
  ONLINE_STRICT: between([5, 's'], [60, 'min']),
  ONLINE_LEFT: REPLY,
  URGENT_RESPONSE: URGENT,
  URGENT_CONTAIN: URGENT,
  EMAIL_FIRST_REPLY: REPLY,
  EMAIL_COMPLEX_REPLY: REPLY,
  NEXT_REPLY_EMAIL: REPLY,
  SPECIALIST_TAKEOVER: TAKING,
  DEPARTMENT_INTERNAL: SOLVING,
  RESOLVE_SIMPLE: SOLVING,
  RESOLVE_COMPLEX: SOLVING,
  RESOLVE_MULTI: SOLVING,
  RESOLVE_SPECIAL: null,
  PROGRESS_SYNC: between([1, 'h'], [30, 'd']),
  COORDINATION_PLAN: TAKING,
  TASK_ACCEPT: TAKING,
  MILESTONE: null,
  MATERIAL_WAIT: SILENCE,
  CONFIRM_WAIT: SILENCE,
  REASSESS: REVIEW,
  URGE_REPLY: between([5, 'min'], [10, 'd']),
  PROMISE: null,
  SUPERVISION_REPORT: between([1, 'h'], [30, 'd']),
  SUGGESTION_REVIEW: between([1, 'd'], [366, 'd']),
  DISPUTE_SELLER: PARTY,
  DISPUTE_BUYER_CONFIRM: between([24, 'h'], [30, 'd']),
  DISPUTE_EVIDENCE: between([24, 'h'], [30, 'd']),
  DISPUTE_PREHANDLE: PARTY,
  DISPUTE_DECISION: REVIEW,
  APPEAL: REVIEW,
  FOLLOW_UP: REVIEW,
  TERMINATION_REVIEW: REVIEW,
  RATING_WINDOW: between([1, 'd'], [90, 'd']),
  REOPEN_WINDOW: {
    ...between([30, 'd'], [366, 'd']),
    because: { zh: '结案后30天内可重新打开', en: 'a ticket may be re-opened for 30 days' },
  },
  QUEUE_WAIT: between([1, 'min'], [4, 'h']),
  PHONE_ANSWER: between([3, 's'], [5, 'min']),
  PHONE_INTAKE: between([10, 's'], [30, 'min']),
  PROGRESS_QUERY: REPLY,
  QUALITY_RATING: REVIEW,
  QUALITY_COMPLAINT: REVIEW,
  QUALITY_SAMPLE: REVIEW,
  QUALITY_APPEAL_WINDOW: between([24, 'h'], [90, 'd']),
  QUALITY_APPEAL: REVIEW,
  APPT_CONFIRM: REPLY,
  APPT_LEAD: between([1, 'd'], [60, 'd']),
  SHIFT_HANDOVER: null,
  UNPAID_NUDGE: between([10, 'min'], [30, 'd']),
  RETENTION: {
    ...between([731, 'd'], [7320, 'd']),
    because: { zh: '记录至少保存2年（24个月）', en: 'records are kept for 2 years (24 months) at least' },
  },
  HISTORY: between([28, 'd'], [1830, 'd']),
};
