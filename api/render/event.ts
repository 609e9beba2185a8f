import type { EventType } from '../../contracts/events.ts';
import type { Actor, Principal } from '../../contracts/people.ts';
import type { ActorAnswer, EventAnswer } from '../../contracts/schemas/event.ts';
import type { MessageAnswer } from '../../contracts/schemas/message.ts';
import type { Words } from '../../contracts/words.ts';
import type { EventRow, MessageRow } from '../../db/repositories/reading/timeline.ts';
import { boundsOf, speakingOf } from '../../domain/ticket/covered.ts';
import type { Audience } from './audience.ts';
import { shown, shownData } from './instant.ts';
import { lineWords } from './lineWords.ts';
import { isToldWithWords } from './toldEvents.ts';
import { inOneText, toldInstead } from './withheld.ts';

/** Who looks at an event; `companyId` null: staff. */
export interface EventReader {
  readonly audience: Audience;
  readonly companyId: string | null;
  readonly principal: Principal;
}

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
  const bare = instead !== null || (audience !== 'staff' && !isToldWithWords(audience, row.type));
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
