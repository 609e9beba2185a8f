import type { Instant } from '../../../contracts/instants.ts';
import type { Channel } from '../../../contracts/ticket.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { isOpen, isPhoneOpen, isReducedOnline } from '../../calendar/workTime.ts';
import { msOf } from '../../calendar/zone.ts';

export interface ReplyQuestion {
  readonly channel: Channel;
  readonly urgent: boolean;
  /** The message that opens a ticket, not a later one. */
  readonly first: boolean;
  readonly at: Instant;
}

export type ReplyClockId =
  'ONLINE_REPLY' | 'ONLINE_LEFT' | 'EMAIL_FIRST_REPLY' | 'NEXT_REPLY_EMAIL' | 'URGENT_RESPONSE';

/**
 * Which reply limit an unanswered customer message starts; null where the channel has none (phone and offline, unless urgent
 * outside staffed time). Urgent mail is always URGENT_RESPONSE. Norm: S0 hours of each channel, S3 urgent 2–4 hours.
 */
export function replyClockAt(question: ReplyQuestion, calendar: Calendar): ReplyClockId | null {
  const { channel, urgent, first, at } = question;
  const staffed = isStaffed(channel, at, urgent, calendar);
  if (urgent && (!staffed || channel === 'email')) return 'URGENT_RESPONSE';
  switch (channel) {
    case 'online':
      return staffed ? 'ONLINE_REPLY' : 'ONLINE_LEFT';
    case 'email':
      return first ? 'EMAIL_FIRST_REPLY' : 'NEXT_REPLY_EMAIL';
    case 'phone':
    case 'offline':
      return null;
  }
}

/**
 * Whether somebody sits at the channel: full hours on workdays for all, the phone's own for the phone; on days off only online, in its reduced hours and for
 * urgent matters. Outside it an urgent matter goes to the duty agent. Windows are half-open (convention 4).
 */
export function isStaffed(channel: Channel, at: Instant, urgent: boolean, calendar: Calendar): boolean {
  const ms = msOf(at);
  if (channel === 'phone') return isPhoneOpen(ms, calendar);
  return isOpen(ms, calendar) || (channel === 'online' && urgent && isReducedOnline(ms, calendar));
}

/** Who takes a call: in hours an agent, urgent ones outside them the duty agent, all others a call-back request (DECISION 5). */
export function phoneRoute(at: Instant, urgent: boolean, calendar: Calendar): 'agent' | 'duty' | 'callback' {
  if (isStaffed('phone', at, urgent, calendar)) return 'agent';
  return urgent ? 'duty' : 'callback';
}
