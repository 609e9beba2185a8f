import type { MessagePosted } from '../../contracts/commands.ts';
import type { EventType, TicketEvent } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import { momentOf } from '../clocks/running/momentOf.ts';
import type { DecisionRecord } from './record.ts';

/** What is said of a limit for good. */
const VERDICTS: readonly EventType[] = ['clock-breached', 'clock-target-missed', 'clock-overdue', 'clock-lapsed'];

/** The latest moment of a limit that a decision with these events judges, in UTC; null: it judges none. */
export function judgedUntil(events: readonly TicketEvent[]): Instant | null {
  const moments = events.filter(({ type }) => VERDICTS.includes(type)).map(momentOf);
  return moments.toSorted().at(-1) ?? null;
}

/**
 * The messages that are heard before this decision, the earliest first: said before a moment that it judges, however late the ticket was
 * told of them, or not yet told (`untold`, of which it has decided on none). Source: what was said in time is in time (docs/norms.md,
 * breaches).
 */
export function toHearFirst(
  { cause, events, waiting = [] }: Pick<DecisionRecord, 'cause' | 'events' | 'waiting'>,
  untold: readonly MessagePosted[],
): readonly MessagePosted[] {
  const until = judgedUntil(events);
  if (until === null) return [];
  const known = [cause, ...waiting.map(({ messageId }) => messageId)];
  return [...waiting, ...untold.filter(({ messageId }) => !known.includes(messageId))]
    .filter(({ at }) => at <= until)
    .toSorted((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
}
