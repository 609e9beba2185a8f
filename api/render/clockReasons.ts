import type { ClockDetailAnswer } from '../../contracts/schemas/clock.ts';
import type { ClockEventRow } from '../../db/repositories/reading/clockEvents.ts';
import { shown } from './instant.ts';

/** Why a limit was missed, as people said; customers are told no words of the house, and their events have none. */
export function reasonsOf(key: string, events: readonly ClockEventRow[]): ClockDetailAnswer['reasons'] {
  return events.flatMap(({ seq, type, at, actor, data, text }) => {
    const reason = type === 'breach-explained' && data['key'] === key ? reasonIn(text) : null;
    if (reason === null) return [];
    return [{ seq, at: shown(at), by: actor.kind === 'staff' ? actor.staffNo : null, reason }];
  });
}

/** The `reason` among the words of an event. */
export function reasonIn(text: unknown): string | null {
  if (typeof text !== 'object' || text === null || !('reason' in text)) return null;
  return typeof text.reason === 'string' ? text.reason : null;
}
