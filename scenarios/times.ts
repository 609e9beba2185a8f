import type { Instant } from '../contracts/instants.ts';
import { CHINA_CALENDAR } from '../domain/calendar/china.ts';
import { addWorkdays } from '../domain/calendar/workTime.ts';
import { fromLocal, HOUR, instantOf, MINUTE, msOf, toLocal } from '../domain/calendar/zone.ts';

const LOCAL = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})(:\d{2})?$/;
const DAY = 24 * HOUR;
const SHANGHAI_OFFSET = 8 * HOUR;
const LENGTH = /^(\d+) *(minutes?|分钟|hours?|小时|days?|天|workdays?|个?工作日)$/;

/** `2025-11-07 17:50` of the service centre, seconds allowed; null where it is no such time. */
export function instantAt(text: string): Instant | null {
  const match = LOCAL.exec(text);
  const ms = match ? Date.parse(`${match[1]}T${match[2]}${match[3] ?? ':00'}+08:00`) : Number.NaN;
  if (Number.isNaN(ms)) return null;
  const instant = instantOf(ms);
  return localText(instant).startsWith(text) ? instant : null;
}

/** The service centre's time with seconds. */
function localText(instant: Instant): string {
  return new Date(msOf(instant) + SHANGHAI_OFFSET).toISOString().slice(0, 19).replace('T', ' ');
}

/** As people write it: without seconds that say nothing. */
export function shortText(instant: Instant): string {
  return localText(instant).replace(/:00$/, '');
}

/** True when the two agree as exactly as `text` was given, to the minute or to the second. */
export function isAt(text: string, instant: Instant): boolean {
  return localText(instant).startsWith(text);
}

/** `3 workdays` keeps the time of day; null where the words are no length of time. */
export function laterBy(text: string, from: Instant): Instant | null {
  const match = LENGTH.exec(text);
  if (match === null) return null;
  const n = Number(match[1]);
  const unit = match[2] ?? '';
  const ms = msOf(from);
  if (unit.startsWith('minute') || unit === '分钟') return instantOf(ms + n * MINUTE);
  if (unit.startsWith('hour') || unit === '小时') return instantOf(ms + n * HOUR);
  if (unit.startsWith('day') || unit === '天') return instantOf(ms + n * DAY);
  if (n === 0) return from;
  const { day, time } = toLocal(ms, CHINA_CALENDAR.zone);
  return instantOf(fromLocal(addWorkdays(day, n, CHINA_CALENDAR), time, CHINA_CALENDAR.zone));
}
