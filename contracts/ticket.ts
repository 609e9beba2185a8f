/** Statuses of a ticket (docs/norms.md, states). Codes only; words for people live where they are shown. */
export const TICKET_STATUSES = [
  'RECEIVED',
  'ASSIGNED',
  'IN_PROGRESS',
  'COORDINATING',
  'WAITING_CUSTOMER',
  'WAITING_PARTIES',
  'AWAITING_CONFIRMATION',
  'REASSESSING',
  'CLOSED',
  'ARCHIVED',
  'PURGED',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const CLOSE_REASONS = [
  'CONFIRMED',
  'AGREED',
  'RULED',
  'NO_RESPONSE',
  'WITHDRAWN',
  'DUPLICATE',
  'DECLINED',
  'TERMINATED',
  'UNRESOLVED',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** Where the answer goes. */
export const CHANNELS = ['online', 'phone', 'email', 'offline'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How long it may take; null on a ticket that nobody has classified yet. */
export const SLA_CLASSES = ['simple', 'complex', 'special'] as const;
export type SlaClass = (typeof SLA_CLASSES)[number];

/** Who works on it first: the front desk, one department's queue, or the supervisors who coordinate several. */
export const ROUTINGS = ['direct', 'department', 'coordinated'] as const;
export type Routing = (typeof ROUTINGS)[number];

/** The three reasons that make a ticket urgent without anybody's consent (S0). */
export const URGENT_REASONS = ['account-stolen', 'merchant-unreachable', 'system-down'] as const;
export type UrgentReason = (typeof URGENT_REASONS)[number];

export const RATINGS = ['SATISFIED', 'FAIR', 'DISSATISFIED'] as const;
export type Rating = (typeof RATINGS)[number];

/** On whom everything waits, as the search attribute `KefuWaitingOn` says it. */
export const WAITING_ON = ['customer', 'supplier', 'party', 'department', 'supervisor', 'manager', 'nobody'] as const;
export type WaitingOn = (typeof WAITING_ON)[number];

export const TASK_STATUSES = ['OFFERED', 'ACCEPTED', 'REFUSED', 'DONE', 'CANCELLED'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Why a department gives a ticket or task back; words beside it say the rest. */
export const SEND_BACK_REASONS = [
  'NOT_OURS',
  'FACTS_MISSING',
  'OTHER_DEPARTMENT_FIRST',
  'BEYOND_AUTHORITY',
  'ALREADY_SETTLED',
  'OTHER',
] as const;
export type SendBackReason = (typeof SEND_BACK_REASONS)[number];

/** What became of a suggestion at its monthly review. */
export const SUGGESTION_OUTCOMES = ['ADOPTED', 'LATER', 'NO'] as const;
export type SuggestionOutcome = (typeof SUGGESTION_OUTCOMES)[number];

export const LINK_KINDS = ['related', 'duplicate', 'parent', 'child', 'repeat'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** A ticket that can still change hands: neither closed nor beyond. */
export function isOpen(status: TicketStatus): boolean {
  return status !== 'CLOSED' && !isArchived(status);
}

/** A ticket that no longer changes, whether or not its words are kept. */
export function isArchived(status: TicketStatus): boolean {
  return status === 'ARCHIVED' || status === 'PURGED';
}
