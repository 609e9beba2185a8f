/** Every limit of docs/norms.md that belongs to a ticket, in the order of the specification. */
export const TICKET_CLOCK_IDS = [
  'ONLINE_REPLY',
  'ONLINE_STRICT',
  'ONLINE_LEFT',
  'URGENT_RESPONSE',
  'URGENT_CONTAIN',
  'EMAIL_FIRST_REPLY',
  'EMAIL_COMPLEX_REPLY',
  'NEXT_REPLY_EMAIL',
  'SPECIALIST_TAKEOVER',
  'DEPARTMENT_INTERNAL',
  'RESOLVE_SIMPLE',
  'RESOLVE_COMPLEX',
  'RESOLVE_MULTI',
  'RESOLVE_SPECIAL',
  'PROGRESS_SYNC',
  'COORDINATION_PLAN',
  'TASK_ACCEPT',
  'MILESTONE',
  'MATERIAL_WAIT',
  'CONFIRM_WAIT',
  'REASSESS',
  'URGE_REPLY',
  'PROMISE',
  'SUPERVISION_REPORT',
  'SUGGESTION_REVIEW',
  'QUALITY_RATING',
  'QUALITY_COMPLAINT',
  'DISPUTE_SELLER',
  'DISPUTE_BUYER_CONFIRM',
  'DISPUTE_EVIDENCE',
  'DISPUTE_PREHANDLE',
  'DISPUTE_DECISION',
  'APPEAL',
  'FOLLOW_UP',
  'TERMINATION_REVIEW',
  'RATING_WINDOW',
  'REOPEN_WINDOW',
] as const;
export type TicketClockId = (typeof TICKET_CLOCK_IDS)[number];

/** Limits of a quality review, which has a life of its own beside its ticket's; a ticket about the service itself shows its review's. */
export const REVIEW_CLOCK_IDS = [
  'QUALITY_RATING',
  'QUALITY_COMPLAINT',
  'QUALITY_SAMPLE',
  'QUALITY_APPEAL_WINDOW',
  'QUALITY_APPEAL',
] as const;
export type ReviewClockId = (typeof REVIEW_CLOCK_IDS)[number];

/** The limit of a shift's hand-over. */
export type HandoverClockId = 'SHIFT_HANDOVER';

/** Every limit that a workflow keeps. */
export type ClockId = TicketClockId | ReviewClockId | HandoverClockId;

/** The windows of a dispute: both parties see the same countdown. */
export const DISPUTE_CLOCK_IDS: readonly TicketClockId[] = [
  'DISPUTE_SELLER',
  'DISPUTE_BUYER_CONFIRM',
  'DISPUTE_EVIDENCE',
  'DISPUTE_PREHANDLE',
  'DISPUTE_DECISION',
  'APPEAL',
];

/** Measured inside the house: no customer is promised them, and none sees them. */
export const IN_HOUSE_CLOCK_IDS: readonly TicketClockId[] = [
  'ONLINE_STRICT',
  'DEPARTMENT_INTERNAL',
  'SUPERVISION_REPORT',
  'FOLLOW_UP',
  'TERMINATION_REVIEW',
];

/** `met` = stopped in time, `breached` = stopped late, `lapsed` = a wait or window ran out. `running` and `paused` also past due. */
export const CLOCK_STATUSES = ['running', 'paused', 'met', 'breached', 'cancelled', 'lapsed'] as const;
export type ClockStatus = (typeof CLOCK_STATUSES)[number];

/** What the desk owes a closed ticket: listed with the duties, not among the limits of a ticket that has only its windows. */
export const DUTY_CLOCK_IDS: readonly TicketClockId[] = ['FOLLOW_UP', 'TERMINATION_REVIEW'];

/** What happens at a clock's moment. `overdue` comes one workday after an unanswered `due`. */
export const MOMENT_KINDS = ['remind', 'warn', 'target', 'due', 'overdue'] as const;
export type MomentKind = (typeof MOMENT_KINDS)[number];
