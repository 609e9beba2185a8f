import type { MessagePosted } from '../../contracts/commands.ts';
import type { EventType } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import { compareText } from '../../contracts/order.ts';
import { momentOf } from '../clocks/running/momentOf.ts';
import { goesOnIn } from './duplicates.ts';
import type { DecisionRecord } from './record.ts';

/** What is said of a limit for good. */
const VERDICTS: readonly EventType[] = ['clock-breached', 'clock-target-missed', 'clock-overdue', 'clock-lapsed'];

/**
 * Up to which instant all that was said is heard before this decision, in UTC: the latest moment of a limit that it judges, or the decision
 * itself where it ends the ticket in another, which takes over what waits here. Null: it settles neither.
 */
export function heardUntil({ events, at }: Pick<DecisionRecord, 'events' | 'at'>): Instant | null {
  if (goesOnIn(events) !== null) return at;
  const moments = events.filter(({ type }) => VERDICTS.includes(type)).map(momentOf);
  return moments.toSorted().at(-1) ?? null;
}

/**
 * The messages that are heard before this decision, the earliest first: said before a moment that it judges, however late the ticket was
 * told of them, or not yet told (`untold`, of which it has decided on none). One that was heard first and refused is not heard again.
 * Source: what was said in time is in time (docs/norms.md, promises, outages, breaches).
 */
export function toHearFirst(
  decision: Pick<DecisionRecord, 'cause' | 'at' | 'events' | 'waiting' | 'heardFirst'>,
  untold: readonly MessagePosted[],
): readonly MessagePosted[] {
  const { cause, waiting = [], heardFirst = [] } = decision;
  const until = heardUntil(decision);
  if (until === null) return [];
  const known = [cause, ...heardFirst, ...waiting.map(({ messageId }) => messageId)];
  return [...waiting, ...untold.filter(({ messageId }) => !known.includes(messageId))]
    .filter(({ at }) => at <= until)
    .toSorted((one, other) => compareText(one.at, other.at));
}
