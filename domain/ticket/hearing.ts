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
 * What else than a message is a word to the customer, and ends each limit of a reply. A message of staff comes after what was stored before
 * it, as the outbox keeps their order.
 */
const ANSWERS: readonly EventType[] = [
  'answered',
  'incident-answered',
  'material-requested',
  'progress-reported',
  'suggestion-reviewed',
  'ruled',
  'appeal-decided',
];

/**
 * Up to which instant all that was said is heard before this decision, in UTC: the latest moment of a limit that it judges, or the decision
 * itself where it answers what the customer had said, or ends the ticket in another, which takes over what waits here. Null: it settles
 * nothing.
 */
export function heardUntil({ events, at }: Pick<DecisionRecord, 'events' | 'at'>): Instant | null {
  if (goesOnIn(events) !== null || events.some(({ type }) => ANSWERS.includes(type))) return at;
  const moments = events.filter(({ type }) => VERDICTS.includes(type)).map(momentOf);
  return moments.toSorted().at(-1) ?? null;
}

/**
 * The messages that are heard before this decision, the earliest first: said before what it settles, however late the ticket was
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
