import type { Instant } from '../../contracts/instants.ts';
import type { DayNumber } from './days.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A zone without summer time: Asia/Shanghai has had none since 1991. */
export interface Zone {
  readonly name: string;
  readonly utcOffsetMinutes: number;
}

/** A local day and the milliseconds since its midnight. */
export interface LocalTime {
  readonly day: DayNumber;
  readonly time: number;
}

/** Milliseconds since 1970 UTC. Throws a RangeError where the text is no instant. */
export function msOf(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant as ISO 8601: ${instant}`);
  return ms;
}

export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString();
}

export function toLocal(ms: number, zone: Zone): LocalTime {
  const shifted = ms + zone.utcOffsetMinutes * MINUTE;
  const day = Math.floor(shifted / DAY);
  return { day, time: shifted - day * DAY };
}

/** `time` in milliseconds since local midnight; 24 h is the midnight that ends the day. */
export function fromLocal(day: DayNumber, time: number, zone: Zone): number {
  return day * DAY + time - zone.utcOffsetMinutes * MINUTE;
}
