import type { Calendar } from '../../calendar/calendar.ts';
import { addWorkdays, closingOf, closingsBetween, dayOfLimit } from '../../calendar/workTime.ts';
import { msOf } from '../../calendar/zone.ts';
import type { Pause } from '../types.ts';

/** A pause that has ended, in ms. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Ended pauses after `start`, in order and without overlap, so that no closing counts twice. A pause still open moves nothing yet. */
export function endedPauses(pauses: readonly Pick<Pause, 'from' | 'to'>[], start: number): Stretch[] {
  const stretches = pauses
    .flatMap(({ from, to }) => (to === null ? [] : [{ from: Math.max(msOf(from), start), to: msOf(to) }]))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  const merged: Stretch[] = [];
  for (const next of stretches) {
    const last = merged.at(-1);
    if (last && next.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else merged.push(next);
  }
  return merged;
}

/**
 * By how many workdays pauses move a limit: one for each closing that passes in them (convention 11).
 * A pause begun at or after the limit, as moved by those before it, heals nothing.
 */
export function pausedWorkdays(limit: number, pauses: readonly Stretch[], calendar: Calendar): number {
  let extra = 0;
  for (const { from, to } of pauses) {
    if (from >= moveByWorkdays(limit, extra, calendar)) break;
    extra += closingsBetween(from, to, calendar);
  }
  return extra;
}

/** The limit itself where nothing moves it, else the closing of the n-th workday after its day. */
export function moveByWorkdays(limit: number, n: number, calendar: Calendar): number {
  if (n === 0) return limit;
  return closingOf(addWorkdays(dayOfLimit(limit, calendar), n, calendar), calendar);
}
