import { DISPUTE_CLOCK_IDS } from '../../contracts/clocks.ts';
import { EVENT_OF_COMMAND, type EventType, OTHER_EVENTS } from '../../contracts/events.ts';
import type { Actor, Principal } from '../../contracts/people.ts';
import type { ActorAnswer, EventAnswer } from '../../contracts/schemas/event.ts';
import type { MessageAnswer } from '../../contracts/schemas/message.ts';
import type { Words } from '../../contracts/words.ts';
import type { EventRow, MessageRow, Visibility } from '../../db/repositories/reading/timeline.ts';
import { boundsOf, type JudgedEvent, speakingOf } from '../../domain/ticket/covered.ts';
import type { Audience } from './audience.ts';
import { shown, shownData } from './instant.ts';
import { lineWords } from './lineWords.ts';
import { inOneText, toldInstead } from './withheld.ts';

type Telling = 'with-words' | 'bare';

/** With words only where it is said whose words these are, so that they can be withheld. */
type ToldOf = { readonly [Type in EventType]?: Type extends JudgedEvent ? Telling : 'bare' };

/** Who looks at an event; `companyId` null: staff. */
export interface EventReader {
  readonly audience: Audience;
  readonly companyId: string | null;
  readonly principal: Principal;
}

/** What both parties of a dispute are told. Evidence is shown where it is read, as far as it is unsealed. */
const TOLD_TO_PARTIES = {
  'dispute-opened': 'with-words',
  compensated: 'with-words',
  'claim-refused': 'with-words',
  'settlement-offered': 'with-words',
  'settlement-accepted': 'bare',
  'settlement-rejected': 'with-words',
  'evidence-submitted': 'bare',
  'evidence-completed': 'bare',
  conceded: 'with-words',
  ruled: 'with-words',
  appealed: 'with-words',
  'appeal-decided': 'with-words',
  'appeal-withdrawn': 'bare',
  'measures-changed': 'with-words',
} as const satisfies ToldOf;

/** What happened as far as a customer is told, and whether the words of it were meant for the customer. */
const TOLD_TO_CUSTOMERS = {
  opened: 'with-words',
  message: 'with-words',
  classified: 'bare',
  'taken-over': 'bare',
  'handed-on': 'bare',
  'handed-over': 'bare',
  reassigned: 'bare',
  coordinated: 'bare',
  'material-requested': 'with-words',
  'material-waived': 'bare',
  'material-supplied': 'with-words',
  answered: 'with-words',
  'incident-answered': 'with-words',
  'suggestion-reviewed': 'with-words',
  'abuse-warned': 'with-words',
  attached: 'bare',
  detached: 'bare',
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
  ...TOLD_TO_PARTIES,
  complained: 'bare',
  'clock-lapsed': 'bare',
  closed: 'bare',
  archived: 'bare',
} as const satisfies ToldOf;

/** Of the buyer's ticket the other party is told the dispute, and how it ended. */
const TOLD_TO_SUPPLIERS = {
  ...TOLD_TO_PARTIES,
  'clock-lapsed': 'bare',
  withdrawn: 'bare',
  closed: 'bare',
} as const satisfies ToldOf;

/** The codes that a customer may see besides: no names of people beyond staff numbers, no plans of the house. */
const DATA_FOR_CUSTOMERS = [
  'messageId',
  'attachments',
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
  'outcome',
  'party',
  'caseNo',
  'stage',
  'waitsOn',
  'appealUntil',
  'reconsiderUntil',
  'boundary',
  'keptUntil',
  'hold',
];

const EVENT_TYPES: readonly EventType[] = [...Object.values(EVENT_OF_COMMAND), ...OTHER_EVENTS];

const TOLD: Readonly<Record<'customer' | 'supplier', ReadonlyMap<string, Telling>>> = {
  customer: new Map(Object.entries(TOLD_TO_CUSTOMERS)),
  supplier: new Map(Object.entries(TOLD_TO_SUPPLIERS)),
};

function typesIn<T extends Partial<Record<EventType, Telling>>>(told: T): EventType[] {
  return EVENT_TYPES.filter((type) => Object.hasOwn(told, type));
}

/** Staff are not told of reviews of their own work before the result. */
export function unawareOf(principal: Principal): string | null {
  return principal.kind === 'staff' ? principal.staffNo : null;
}

/** The supplier's part has a beginning of its own, for which see `visibleToSupplier`. */
export function visibleTo(principal: Principal): Visibility {
  switch (principal.kind) {
    case 'customer':
      return { kind: 'only', types: typesIn(TOLD_TO_CUSTOMERS) };
    case 'staff':
      return { kind: 'all', unaware: unawareOf(principal) };
    case 'integration':
      return { kind: 'all', unaware: null };
  }
}

/** Nothing of what happened before its disputes, or in one against somebody else. */
export function visibleToSupplier(companyId: string): Visibility {
  return { kind: 'against', types: typesIn(TOLD_TO_SUPPLIERS), companyId, clocks: DISPUTE_CLOCK_IDS };
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

/** Of the other party only that it acted: its accounts are its own matter. */
function actorFor(actor: Actor, reader: EventReader): ActorAnswer {
  if (actor.kind !== 'customer' || reader.audience === 'staff' || actor.companyId === reader.companyId)
    return renderActor(actor);
  return { kind: 'customer' };
}

function isWords(text: unknown): text is Exclude<EventAnswer['text'], null> {
  return typeof text === 'object' && text !== null && !Array.isArray(text);
}

/** What the head of an incident promised, it promised to its own customer: a follower is told the answer alone. */
function saidHere(type: EventType, text: NonNullable<EventAnswer['text']>): EventAnswer['text'] {
  if (type !== 'incident-answered') return text;
  const { promise: _ofHead, ...answer } = text;
  return answer;
}

/** Of a ticket that the reader may not read, not even the number. */
function dataFor(row: EventRow, audience: Audience): EventRow['data'] {
  const isTold = (name: string): boolean => audience === 'staff' || DATA_FOR_CUSTOMERS.includes(name);
  const told = Object.entries(row.data).filter(([name]) => isTold(name) && !row.unread_names.includes(name));
  return Object.fromEntries(told);
}

/** What a line says beyond its codes, and in the place of words that its reader is not told. */
function wordsOf(row: EventRow, instead: Words | null): Words | null {
  const own = lineWords(row);
  if (own === null || instead === null) return own ?? instead;
  return { zh: `${own.zh}${instead.zh}`, en: `${own.en} ${instead.en}` };
}

export function renderEvent(row: EventRow, reader: EventReader): EventAnswer {
  const { audience, principal } = reader;
  const instead = toldInstead(boundsOf(principal), {
    speaking: speakingOf(row.type, row.actor),
    saidIn: row.said_in,
    category: row.ticket_category,
    fromUnread: row.unread_names.includes('movedFrom'),
  });
  const bare = instead !== null || (audience !== 'staff' && TOLD[audience].get(row.type) !== 'with-words');
  const data = dataFor(row, audience);
  const { attachments: _withheld, ...withoutFiles } = data;
  return {
    ticketNo: row.ticket_no,
    seq: row.told_seq,
    type: row.type,
    at: shown(row.at),
    actor: actorFor(row.actor, reader),
    before: row.before_status,
    after: row.after_status,
    text: bare || !isWords(row.text) ? null : saidHere(row.type, row.text),
    words: wordsOf(row, instead),
    data: shownData(instead === null ? data : withoutFiles),
  };
}

export function renderMessage(row: MessageRow, principal: Principal): MessageAnswer {
  const instead = toldInstead(boundsOf(principal), {
    speaking: speakingOf('message', row.author),
    saidIn: row.said_in,
    category: row.ticket_category,
    fromUnread: row.from_unread,
  });
  const { promise_by: promisedBy, promise_what: what } = row;
  return {
    id: row.id,
    ticketNo: row.ticket_no,
    seq: row.told_seq,
    author: renderActor(row.author),
    text: instead === null ? row.body : inOneText(instead),
    attachments: instead === null ? row.attachments : [],
    internal: row.internal,
    promise: promisedBy === null ? null : { by: shown(promisedBy), what: instead === null ? what : null },
    at: shown(row.created_at),
  };
}
