import type { BreachReasons } from '../../contracts/schemas/breachReason.ts';
import type { ClockDetailAnswer } from '../../contracts/schemas/clock.ts';
import type { ClockEventRow } from '../../db/repositories/reading/clockEvents.ts';
import { shown } from './instant.ts';

/** Why a limit was missed, as people said; customers are told no words of the house, and their events have none. */
export function reasonsOf(key: string, events: readonly ClockEventRow[]): ClockDetailAnswer['reasons'] {
  return events.flatMap((event) => reasonsBeside(key, [event]).map((reason) => ({ seq: event.seq, ...reason })));
}

type Event = Pick<ClockEventRow, 'at' | 'actor' | 'data'> & { readonly type: string; readonly text?: unknown };

/** The same from the record of a review, or of a hand-over, which keeps the words among its data. */
export function reasonsBeside(key: string, events: readonly Event[]): BreachReasons {
  return events.flatMap(({ type, at, actor, data, text = data }) => {
    const reason = type === 'breach-explained' && data['key'] === key ? reasonIn(text) : null;
    return reason === null ? [] : [{ at: shown(at), by: actor.kind === 'staff' ? actor.staffNo : null, reason }];
  });
}

/** The `reason` among the words of an event. */
export function reasonIn(text: unknown): string | null {
  if (typeof text !== 'object' || text === null || !('reason' in text)) return null;
  return typeof text.reason === 'string' ? text.reason : null;
}
