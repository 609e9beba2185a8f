import type { Actor } from './people.ts';
import type { Instant } from './instants.ts';
import type { CommandName } from './commands.ts';
import { EVENT_OF_DISPUTE_COMMAND } from './disputes.ts';
import type { TicketStatus } from './ticket.ts';

/** The command in past tense: what the timeline says once it was done. */
export const EVENT_OF_COMMAND = {
  classify: 'classified',
  'take-over': 'taken-over',
  'send-back': 'sent-back',
  'hand-on': 'handed-on',
  reassign: 'reassigned',
  coordinate: 'coordinated',
  'request-material': 'material-requested',
  'waive-material': 'material-waived',
  'supply-material': 'material-supplied',
  answer: 'answered',
  'progress-report': 'progress-reported',
  'request-extension': 'extension-requested',
  'refuse-extension': 'extension-refused',
  'set-date': 'date-set',
  accept: 'accepted',
  reject: 'rejected',
  rate: 'rated',
  urge: 'urged',
  withdraw: 'withdrawn',
  reopen: 'reopened',
  escalate: 'escalated',
  extend: 'extended',
  supervise: 'supervised',
  'warn-abuse': 'abuse-warned',
  'mark-incident': 'incident-marked',
  attach: 'attached',
  detach: 'detached',
  'answer-incident': 'incident-answered',
  'hand-over': 'handed-over',
  'review-suggestion': 'suggestion-reviewed',
  'follow-up': 'followed-up',
  'review-termination': 'termination-reviewed',
  'confirm-urgent': 'urgent-confirmed',
  'downgrade-urgent': 'urgent-downgraded',
  'close-unresolved': 'closed-unresolved',
  'mark-duplicate': 'marked-duplicate',
  merge: 'merged',
  decline: 'declined',
  terminate: 'terminated',
  link: 'linked',
  'open-dispute': 'dispute-opened',
  complain: 'complained',
  'open-review': 'sample-drawn',
  ...EVENT_OF_DISPUTE_COMMAND,
  replan: 'replanned',
  'task-take-over': 'task-taken-over',
  'task-refuse': 'task-refused',
  'task-send-back': 'task-sent-back',
  'task-transfer': 'task-transferred',
  'task-complete': 'task-completed',
  'task-extend': 'task-extended',
  'task-cancel': 'task-cancelled',
} as const satisfies Record<CommandName, string>;

/** What comes of a limit at its moments. */
export const MOMENT_EVENTS = [
  'clock-reminded',
  'clock-warned',
  'clock-target-missed',
  'clock-breached',
  'clock-overdue',
  'clock-lapsed',
] as const;

/** What happens to a ticket without anybody's command. */
export const OTHER_EVENTS = [
  'opened',
  'message',
  'flagged',
  'breach-explained',
  'assigned',
  'promised',
  ...MOMENT_EVENTS,
  'task-opened',
  'review-opened',
  'review-ended',
  'closed',
  'archived',
  'appeal-withdrawn',
  'measures-changed',
] as const;

export type EventType = (typeof EVENT_OF_COMMAND)[CommandName] | (typeof OTHER_EVENTS)[number];

/** One line of a ticket's timeline, as a decision makes it; the store adds the gapless `seq`. */
export interface TicketEvent {
  readonly type: EventType;
  readonly at: Instant;
  readonly actor: Actor;
  readonly before: TicketStatus | null;
  readonly after: TicketStatus;
  /** The stored free text that belongs to it. */
  readonly textId: string | null;
  /** Codes, ids and numbers only. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}
