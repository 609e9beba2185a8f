import type { TicketClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isTicking } from '../clocks/running/ticking.ts';
import { toldDate } from '../clocks/running/toldDate.ts';
import type { Clock, ClockTerms, Pause, ToldDate } from '../clocks/types.ts';
import { cancelClocks, type ClockStart, PAUSING, RESOLVE_CLOCKS, startClock, tickingClock } from './clockwork.ts';
import { change, type Draft } from './draft.ts';
import type { TicketState } from './state.ts';

/** Counted from when the ticket was received, whatever its class was in between. */
export const FROM_RECEIPT: readonly TicketClockId[] = ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX', 'RESOLVE_MULTI'];

/**
 * A re-classification keeps the start, the pauses and the versions by which the limit before it was reckoned (a later one never judges
 * what a re-plan left as it was), takes the new length, and ends no later than a date that the customer was told, unless that falls away
 * with a reason that he is told (`later`); so does one by way of a class that counts nothing from receipt. A special one has no length:
 * its end is the date that was told, and without one it has none here.
 */
export function replaceResolveClock(draft: Draft, id: TicketClockId, { later = false } = {}): void {
  const { clocks, receivedAt } = draft.state;
  if (tickingClock(draft.state, RESOLVE_CLOCKS)?.id === id) return;
  const told = later ? null : lastDateTold(draft.state);
  const pauses = stoodStill(draft.state);
  cancelClocks(draft, RESOLVE_CLOCKS);
  if (id === 'RESOLVE_SPECIAL') {
    if (told !== null) startInPlace(draft, dated(told), pauses);
    return;
  }
  const own = clocks.findLast((clock) => clock.id === id)?.terms ?? {};
  const fromReceipt = clocks.findLast((clock) => FROM_RECEIPT.includes(clock.id));
  const { startedAt = receivedAt, timetable } = fromReceipt ?? {};
  const gone = later ? { fixedDueAt: null, fixedAt: null } : {};
  const start = { id, startedAt, terms: { ...own, ...gone, noLaterThan: told } };
  startInPlace(draft, timetable === undefined ? start : { ...start, timetable }, pauses);
}

/** The date that the customer was told last for the solution, also where its limit has been called off since; null: he was told none. */
function lastDateTold({ clocks }: TicketState): ToldDate | null {
  const last = clocks.findLast(({ id }) => RESOLVE_CLOCKS.includes(id));
  return last === undefined ? null : toldDate(last);
}

/** The terms of a limit for which the customer is told a date now, which takes the place of what he was told before. */
export function dateTold({ at }: Draft, dueAt: Instant): Pick<ClockTerms, 'fixedDueAt' | 'fixedAt' | 'noLaterThan'> {
  return { fixedDueAt: dueAt, fixedAt: at, noLaterThan: null };
}

/** A special ticket whose date is told already. */
function dated(noLaterThan: ToldDate): ClockStart {
  return { id: 'RESOLVE_SPECIAL', startedAt: noLaterThan.since, terms: { phase: 'second', noLaterThan } };
}

/** Starts a limit in the place of another, whose pauses it has and in whose last one it stands still. */
export function startInPlace(draft: Draft, start: ClockStart, pauses: readonly Pause[]): void {
  startClock(draft, start);
  const status = pauses.some(({ to }) => to === null) ? 'paused' : 'running';
  const isNew = (clock: Clock) => clock.id === start.id && isTicking(clock);
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
