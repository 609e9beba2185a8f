import type { MessagePosted } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import type { Channel } from '../../contracts/ticket.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { replyClockAt } from '../clocks/planning/replyClock.ts';
import { namedTime } from './namedTime.ts';
import { readsAtOnce } from './readsAtOnce.ts';

/** What decides how a message on a ticket is taken. */
export interface Conversation {
  readonly channel: Channel;
  readonly urgent: boolean;
  /** When the customer last said something, the opening included; UTC. */
  readonly heardAt: Instant;
  /** Staff number of whoever first spoke to the customer. */
  readonly firstContact: string | null;
  /** The customer has said something that nobody has answered. */
  readonly customerWaits: boolean;
  /** A limit runs that a word of staff ends, whoever began it. */
  readonly wordAwaited: boolean;
  /** Something promised to the customer may still be open. */
  readonly promiseOpen: boolean;
}

export interface Said {
  readonly author: Actor;
  /** UTC. */
  readonly at: Instant;
  /** The words themselves; '' where they are not known. */
  readonly text: string;
  /** By when the customer hears more, in UTC. */
  readonly promiseBy: Instant | null;
  /** Whether it is the word that was promised before; null: it is, unless it makes a promise itself or names a time to come back. */
  readonly keepsPromises: boolean | null;
}

/** Staff who record what the customer said speak for the customer; so does a machine of the platform. */
export function speaksFor(author: Actor): 'customer' | 'staff' {
  return author.kind === 'staff' && author.onBehalf !== true ? 'staff' : 'customer';
}

/**
 * What the ticket has to be told of a message between staff and customer; null where it changes nothing for it. The first
 * unanswered word of the customer starts a reply limit, or tells whoever works on the ticket where it has none; a word of staff ends those
 * that wait for it, makes or keeps promises, and is told to whoever does not read it at once.
 */
export function toldOf(said: Said, talk: Conversation, calendar: Calendar): Omit<MessagePosted, 'messageId'> | null {
  return speaksFor(said.author) === 'customer' ? wordOfCustomer(said, talk, calendar) : wordOfStaff(said, talk);
}

function wordOfCustomer(
  { at }: Said,
  { channel, urgent, customerWaits }: Conversation,
  calendar: Calendar,
): ReturnType<typeof toldOf> {
  if (customerWaits) return null;
  const clock = replyClockAt({ channel, urgent, first: false, at }, calendar);
  return {
    from: 'customer',
    staffNo: null,
    at,
    replyClock: clock === 'EMAIL_FIRST_REPLY' ? 'NEXT_REPLY_EMAIL' : clock,
    breaksSilence: true,
  };
}

/** Whether a report of progress is the word that was promised before; null: unless it only names a time to come back, which nobody keeps watch over. */
export function reportKeeps({
  text,
  promiseBy,
  keepsPromises,
}: Pick<Said, 'text' | 'promiseBy' | 'keepsPromises'>): boolean {
  return keepsPromises ?? (promiseBy !== null || namedTime(text) === null);
}

function wordOfStaff(
  { author, at, text, promiseBy, keepsPromises }: Said,
  talk: Conversation,
): ReturnType<typeof toldOf> {
  const keeps = keepsPromises ?? (promiseBy === null && namedTime(text) === null);
  const isWaitedFor = talk.customerWaits || talk.wordAwaited || talk.firstContact === null;
  const isRead = readsAtOnce(talk, at);
  if (!isWaitedFor && isRead && promiseBy === null && !(keeps && talk.promiseOpen)) return null;
  return {
    from: 'staff',
    staffNo: author.kind === 'staff' ? author.staffNo : null,
    at,
    replyClock: null,
    ...(promiseBy === null ? {} : { promiseBy }),
    ...(keeps ? {} : { keepsPromises: false }),
    ...(talk.channel === 'online' && !isRead ? { conversationOver: true } : {}),
  };
}
