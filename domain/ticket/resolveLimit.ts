import type { TicketClockId } from '../../contracts/clocks.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import type { Clock, Pause } from '../clocks/types.ts';
import { cancelClocks, PAUSING, RESOLVE_CLOCKS, startClock, tickingClock } from './clockwork.ts';
import { change, type Draft } from './draft.ts';
import type { TicketState } from './state.ts';

/** Counted from when the ticket was received, whatever its class was in between. */
const FROM_RECEIPT: readonly TicketClockId[] = ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX', 'RESOLVE_MULTI'];

/**
 * A re-classification keeps the start, the pauses, the versions by which the limit before it was reckoned (a later one never judges what
 * a re-plan left as it was), and a date that was set for this limit before, and takes the new length; so does one by way of a class that
 * counts nothing from receipt.
 */
export function replaceResolveClock(draft: Draft, id: TicketClockId): void {
  const { clocks, receivedAt, timetable: ofTicket } = draft.state;
  if (tickingClock(draft.state, RESOLVE_CLOCKS)?.id === id) return;
  const pauses = stoodStill(draft.state);
  cancelClocks(draft, RESOLVE_CLOCKS);
  const terms = clocks.findLast((clock) => clock.id === id)?.terms ?? {};
  const { timetable } = clocks.findLast((clock) => FROM_RECEIPT.includes(clock.id)) ?? { timetable: ofTicket };
  startClock(draft, { id, startedAt: receivedAt, terms, timetable });
  const status = pauses.some(({ to }) => to === null) ? 'paused' : 'running';
  const isNew = (clock: Clock) => clock.id === id && isTicking(clock);
  change(draft, { clocks: draft.state.clocks.map((clock) => (isNew(clock) ? { ...clock, status, pauses } : clock)) });
}

/** When limits of the ticket stood still, in order: what began amid such a stretch, or ended in it, shares the whole. */
function stoodStill({ clocks }: TicketState): readonly Pause[] {
  const whole: Pause[] = [];
  const all = clocks.filter(({ id }) => PAUSING.includes(id)).flatMap(({ pauses }) => pauses);
  for (const pause of all.toSorted(byStart)) {
    const last = whole.at(-1);
    const isPart = last !== undefined && (last.to === null || (pause.to !== null && pause.to <= last.to));
    if (!isPart) whole.push(pause);
  }
  return whole;
}

/** Of those that begin together the longest first. */
function byStart(one: Pause, other: Pause): number {
  if (one.from !== other.from) return one.from < other.from ? -1 : 1;
  if (one.to === other.to) return 0;
  return one.to === null || (other.to !== null && one.to > other.to) ? -1 : 1;
}
