import { EVENT_OF_COMMAND } from '../../contracts/events.ts';
import type { Actor } from '../../contracts/people.ts';
import type { ClockCauseAnswer } from '../../contracts/schemas/clock.ts';
import type { Words } from '../../contracts/words.ts';
import type { ClockEventRow } from '../../db/repositories/reading/clockEvents.ts';
import type { ClockRow } from '../../db/repositories/reading/parts.ts';
import { eventWords } from './clockEventWords.ts';

const DONE_BY_SOMEBODY: ReadonlySet<string> = new Set(['opened', 'message', ...Object.values(EVENT_OF_COMMAND)]);

/** Every instant at which one of the clocks began, stood still, went on or ended. */
export function turningPoints(clocks: readonly ClockRow[]): Date[] {
  const ms = clocks.flatMap(({ started_at, stopped_at, pauses }) => [
    started_at.getTime(),
    ...(stopped_at === null ? [] : [stopped_at.getTime()]),
    ...pauses.flatMap(({ from, to }) => [Date.parse(from), ...(to === null ? [] : [Date.parse(to)])]),
  ]);
  return [...new Set(ms)].map((at) => new Date(at));
}

/** What happened at an instant: of one decision's events what somebody did, before what followed from it. */
export function causeAt(events: readonly ClockEventRow[], atMs: number): ClockCauseAnswer | null {
  const then = events.filter((event) => event.at.getTime() === atMs || lapsedAt(event) === atMs);
  const cause = then.find(({ type }) => DONE_BY_SOMEBODY.has(type)) ?? then[0];
  return cause === undefined ? null : told(cause);
}

/** A wait ends at its limit, although that is written down a little later. */
function lapsedAt({ type, data }: ClockEventRow): number | null {
  const at = type === 'clock-lapsed' ? data['at'] : null;
  return typeof at === 'string' ? Date.parse(at) : null;
}

/**
 * What started a clock. A re-classification keeps the start of the limit that it replaces; what counts from the receipt of a ticket
 * that was taken down later was started by its opening.
 */
export function causeOfStart(
  row: ClockRow,
  clocks: readonly ClockRow[],
  events: readonly ClockEventRow[],
): ClockCauseAnswer | null {
  const replaced = clocks.findLast(
    (other) =>
      other.position < row.position &&
      row.id.startsWith('RESOLVE_') &&
      other.id.startsWith('RESOLVE_') &&
      other.started_at.getTime() === row.started_at.getTime(),
  );
  if (replaced?.stopped_at !== undefined && replaced.stopped_at !== null)
    return causeAt(events, replaced.stopped_at.getTime());
  const found = causeAt(events, row.started_at.getTime());
  if (found !== null) return found;
  const opened = events.find(({ type }) => type === 'opened');
  return opened !== undefined && row.started_at <= opened.at ? told(opened) : null;
}

function told({ seq, type, actor }: ClockEventRow): ClockCauseAnswer {
  const { who, whoLabel } = whoWords(actor);
  return { seq, why: type, whyLabel: eventWords(type), who, whoLabel };
}

/** Staff numbers alone, and of a customer only that it was one: accounts are their own matter. */
function whoWords(actor: Actor): { who: string; whoLabel: Words } {
  switch (actor.kind) {
    case 'staff':
      return {
        who: actor.staffNo,
        whoLabel:
          actor.onBehalf === true
            ? { zh: `工号 ${actor.staffNo}（代客户）`, en: `staff ${actor.staffNo} for the customer` }
            : { zh: `工号 ${actor.staffNo}`, en: `staff ${actor.staffNo}` },
      };
    case 'customer':
      return { who: 'customer', whoLabel: { zh: '客户', en: 'a customer' } };
    case 'integration':
      return { who: 'integration', whoLabel: { zh: '接口', en: 'a client of the platform' } };
    case 'system':
      return { who: 'system', whoLabel: { zh: '系统', en: 'the desk itself' } };
  }
}
