import type { Instant } from '../../contracts/instants.ts';
import { MOMENT_EVENTS } from '../../contracts/events.ts';
import { momentOf } from '../clocks/running/momentOf.ts';

/** Up to this a moment is looked at in time: a timer, a queue and a transaction lie in between. */
export const LATE_MS = 60_000;

/** A line of the record of a ticket, a review or a hand-over. */
interface RecordedEvent {
  readonly type: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * From the earliest moment that this decision came to more than a minute late until it was taken; null where it was in time.
 * Such time is the desk's own, not a team's. What is missed here is that it may have been without its plan until lately
 * (opened for the past, classified anew): the store cuts off what lies before the previous decision.
 */
export function lateness(events: readonly RecordedEvent[]): { from: Instant; to: Instant } | null {
  const moments = events.filter(({ type }) => MOMENT_EVENTS.some((moment) => moment === type));
  const to = moments[0]?.at;
  const from = moments.map(momentOf).toSorted()[0];
  if (from === undefined || to === undefined || Date.parse(to) - Date.parse(from) <= LATE_MS) return null;
  return { from, to };
}
