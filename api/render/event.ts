import type { EventType } from '../../contracts/events.ts';
import type { Actor } from '../../contracts/people.ts';
import type { ActorAnswer, EventAnswer } from '../../contracts/schemas/event.ts';
import type { MessageAnswer } from '../../contracts/schemas/message.ts';
import type { EventRow, MessageRow, Visibility } from '../../db/repositories/reading/timeline.ts';
import { shown } from './instant.ts';

/** What happened as far as a customer is told, and whether the words of it were meant for the customer. */
const TOLD_TO_CUSTOMERS = {
  opened: 'with-words',
  message: 'with-words',
  classified: 'bare',
  'taken-over': 'bare',
  'handed-on': 'bare',
  coordinated: 'bare',
  'material-requested': 'with-words',
  'material-waived': 'bare',
  'material-supplied': 'with-words',
  answered: 'with-words',
  'progress-reported': 'with-words',
  'date-set': 'bare',
  promised: 'bare',
  accepted: 'bare',
  rejected: 'with-words',
  rated: 'with-words',
  urged: 'with-words',
  withdrawn: 'with-words',
  reopened: 'with-words',
  escalated: 'with-words',
  extended: 'with-words',
  'urgent-confirmed': 'bare',
  'urgent-downgraded': 'with-words',
  'closed-unresolved': 'with-words',
  'marked-duplicate': 'bare',
  merged: 'bare',
  declined: 'with-words',
  terminated: 'with-words',
  'dispute-opened': 'with-words',
  'clock-lapsed': 'bare',
  closed: 'bare',
  archived: 'bare',
} as const satisfies Partial<Record<EventType, 'with-words' | 'bare'>>;

/** The codes that a customer may see besides: no names of people beyond staff numbers, no plans of the house. */
const DATA_FOR_CUSTOMERS = [
  'messageId',
  'items',
  'missing',
  'supplied',
  'dueAt',
  'rating',
  'reason',
  'round',
  'clock',
  'of',
  'into',
];

const TOLD = new Map<string, 'with-words' | 'bare'>(Object.entries(TOLD_TO_CUSTOMERS));
const TOLD_TYPES = Object.keys(TOLD_TO_CUSTOMERS).filter((type): type is keyof typeof TOLD_TO_CUSTOMERS =>
  TOLD.has(type),
);

/** For whom a timeline or a list of messages is written. */
export type Audience = 'staff' | 'customer';

export function visibleTo(audience: Audience): Visibility {
  return audience === 'staff' ? { kind: 'all' } : { kind: 'only', types: TOLD_TYPES };
}

/** An actor without what a reader has no use for: role and department are the house's own matter. */
export function renderActor(actor: Actor): ActorAnswer {
  switch (actor.kind) {
    case 'customer':
      return { kind: 'customer', accountId: actor.accountId };
    case 'staff':
      return { kind: 'staff', staffNo: actor.staffNo, ...(actor.onBehalf === true ? { onBehalf: true } : {}) };
    case 'integration':
      return { kind: 'integration' };
    case 'system':
      return { kind: 'system' };
  }
}

function isWords(text: unknown): text is Exclude<EventAnswer['text'], null> {
  return typeof text === 'object' && text !== null && !Array.isArray(text);
}

export function renderEvent(row: EventRow, audience: Audience): EventAnswer {
  const bare = audience === 'customer' && TOLD.get(row.type) !== 'with-words';
  const data =
    audience === 'staff'
      ? row.data
      : Object.fromEntries(Object.entries(row.data).filter(([name]) => DATA_FOR_CUSTOMERS.includes(name)));
  return {
    ticketNo: row.ticket_no,
    seq: row.seq,
    type: row.type,
    at: shown(row.at),
    actor: renderActor(row.actor),
    before: row.before_status,
    after: row.after_status,
    text: bare || !isWords(row.text) ? null : row.text,
    data,
  };
}

export function renderMessage(row: MessageRow): MessageAnswer {
  return {
    id: row.id,
    ticketNo: row.ticket_no,
    seq: row.seq,
    author: renderActor(row.author),
    text: row.body,
    internal: row.internal,
    promise: row.promise_by === null ? null : { by: shown(row.promise_by), what: row.promise_what },
    at: shown(row.created_at),
  };
}
