import type { Department, StaffRole } from './people.ts';

/** What somebody is told. One template per sentence; its words (zh, en) stand in `channels/notices`. */
export const NOTICE_TEMPLATES = [
  'ticket-opened',
  'ticket-queued',
  'ticket-classified',
  'ticket-taken-over',
  'ticket-assigned',
  'ticket-given',
  'ticket-sent-back',
  'ticket-handed-on',
  'ticket-left',
  'ticket-merged',
  'plan-agreed',
  'plan-led',
  'plan-led-beside',
  'plan-left',
  'plan-ended',
  'handler-judged',
  'task-offered',
  'task-moved',
  'task-answered',
  'task-transferred',
  'task-cancelled',
  'message-received',
  'customer-wrote',
  'material-requested',
  'material-reminder',
  'material-supplied',
  'material-waived',
  'answer-sent',
  'answer-reminder',
  'answer-to-main-account',
  'answer-accepted',
  'answer-rejected',
  'reassessment-announced',
  'progress-reported',
  'limit-moved',
  'limit-replanned',
  'limit-on-day-off',
  'milestone-past-limit',
  'unpublished-year',
  'extension-requested',
  'extension-refused',
  'date-set',
  'urged',
  'escalated',
  'escalation-waits',
  'supervised',
  'abuse-warned',
  'account-limited',
  'account-limit-lifted',
  'incident-marked',
  'incident-attached',
  'incident-detached',
  'incident-ended',
  'incident-left-out',
  'suggestion-reviewed',
  'repeat-found',
  'follow-up-due',
  'termination-review-due',
  'termination-undone',
  'urgent-opened',
  'urgent-asked',
  'urgent-to-confirm',
  'urgent-confirmed',
  'urgent-downgraded',
  'clock-reminder',
  'clock-warning',
  'clock-target-missed',
  'clock-breached',
  'clock-overdue',
  'dispute-opened',
  'dispute-stage',
  'dispute-offer',
  'dispute-refused',
  'dispute-evidence',
  'dispute-ruled',
  'dispute-appealed',
  'dispute-ended',
  'dispute-measures',
  'ruling-unsolved',
  'ticket-closed',
  'rating-invited',
  'rating-to-main-account',
  'rating-received',
  'complaint-received',
  'complaint-added',
  'review-words-added',
  'review-opened',
  'review-assigned',
  'review-told',
  'review-not-reopened',
  'review-upheld',
  'review-result',
  'review-scored',
  'review-appealed',
  'review-appeal-decided',
  'complaints-upheld',
  'roster-published',
  'handover-open',
  'handover-waiting',
  'handover-accepted',
  'handover-late',
  'handover-missed',
  'ticket-reopened',
] as const;
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number];

export type Recipient =
  | { readonly kind: 'customer' }
  | { readonly kind: 'company'; readonly companyId: string }
  | { readonly kind: 'staff'; readonly staffNo: string }
  | ({ readonly kind: 'role'; readonly role: StaffRole } & LeavingOut)
  | ({ readonly kind: 'department'; readonly department: Department } & LeavingOut);

/** Staff numbers of those of a group who are not meant. */
interface LeavingOut {
  readonly except?: readonly string[];
}

/** A decision's wish to tell somebody; the store adds the key `<ticketNo>:<version>:<index>` that makes it happen once. */
export interface Notice {
  readonly template: NoticeTemplate;
  readonly to: Recipient;
  /** Also leaves the house by mail: the customer's original channel is e-mail, or staff must be alarmed. */
  readonly mail: boolean;
  readonly textId: string | null;
  /** Codes, ids, instants and numbers that the words need. */
  readonly params: Readonly<Record<string, string | number | null>>;
}
