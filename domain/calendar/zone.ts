import type { Instant } from '../../contracts/instants.ts';
import type { DayNumber } from './days.ts';
import { DAY, HOUR, MINUTE } from './units.ts';
import { offsetsOn } from './zoneOffsets.ts';

export { HOUR, MINUTE, SECOND } from './units.ts';

/** Where days begin: the only border between instants and local days. */
export interface Zone {
  /** As in the IANA time zone database. */
  readonly name: string;
  /** For a zone without summer time, as Asia/Shanghai since 1991; null: by the zone's own rules. */
  readonly utcOffsetMinutes: number | null;
}

/** A local day and the milliseconds since its midnight, as the wall clock shows them. */
export interface LocalTime {
  readonly day: DayNumber;
  readonly time: number;
}

/** No zone is further from UTC, also not by the local mean times of old. */
const FURTHEST_OFFSET = 16 * HOUR;
/** Clocks are not put back by more. */
const LONGEST_REPEAT = 3 * HOUR;

/** Milliseconds since 1970 UTC. Throws a RangeError where the text is no instant. */
export function msOf(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant as ISO 8601: ${instant}`);
  return ms;
}

export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** What the wall clock shows at an instant: for people. Arithmetic takes `reachedBy`, which never runs back. */
export function toLocal(ms: number, zone: Zone): LocalTime {
  return split(ms + offsetAt(ms, zone));
}

/**
 * The furthest the wall clock has come by an instant: as `toLocal`, but in the hour that is shown twice when clocks are put
 * back the end of that hour already. So a later event never counts from an earlier time of day.
 */
export function reachedBy(ms: number, zone: Zone): LocalTime {
  if (zone.utcOffsetMinutes !== null) return split(ms + zone.utcOffsetMinutes * MINUTE);
  const shown = ms + offsetAt(ms, zone);
  const furthest = Math.max(shown, furthestOn(ms - LONGEST_REPEAT, ms, zone), furthestOn(ms, ms, zone));
  if (furthest === shown) return split(shown);
  // The end of the hour belongs to the day that was shown, also where that end is midnight.
  const { day } = split(furthest - 1);
  return { day, time: furthest - day * DAY };
}

/**
 * The first instant at which the wall clock shows that day and time or later; `time` in milliseconds since local midnight,
 * 24 h is the midnight that ends the day. Where clocks are put forward a time that is skipped is the instant of the change,
 * where they are put back a time shown twice is the earlier one: so a later time never is an earlier instant.
 */
export function fromLocal(day: DayNumber, time: number, zone: Zone): number {
  const shown = day * DAY + time;
  if (zone.utcOffsetMinutes !== null) return shown - zone.utcOffsetMinutes * MINUTE;
  for (let utcDay = Math.floor((shown - FURTHEST_OFFSET) / DAY); ; utcDay++) {
    for (const { from, to, offset } of offsetsOn(utcDay, zone.name)) {
      if (shown - offset < to) return Math.max(from, shown - offset);
    }
  }
}

function split(shown: number): LocalTime {
  const day = Math.floor(shown / DAY);
  return { day, time: shown - day * DAY };
}

function offsetAt(ms: number, zone: Zone): number {
  if (zone.utcOffsetMinutes !== null) return zone.utcOffsetMinutes * MINUTE;
  const spans = offsetsOn(Math.floor(ms / DAY), zone.name);
  const span = spans.length === 1 ? spans[0] : spans.find(({ to }) => ms < to);
  if (!span) throw new RangeError(`not an instant: ${ms}`);
  return span.offset;
}

/** What was shown last before the clocks changed on the UTC day of `on`; nothing where they did not, or not by `ms`. */
function furthestOn(on: number, ms: number, zone: Zone): number {
  const [before, after] = offsetsOn(Math.floor(on / DAY), zone.name);
  return before && after && after.from <= ms ? before.to + before.offset : Number.NEGATIVE_INFINITY;
}
