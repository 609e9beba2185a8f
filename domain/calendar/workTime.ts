import type { Calendar } from './calendar.ts';
import type { DayNumber } from './days.ts';
import { toCivil } from './days.ts';
import type { Span } from './workTable.ts';
import { workTable } from './workTable.ts';
import { fromLocal, reachedBy } from './zone.ts';

const LAST_YEAR = 9999;

export function isWorkday(day: DayNumber, calendar: Calendar): boolean {
  return workTable(calendar).spansOn(day).length > 0;
}

/** The n-th workday after `day`, which itself is not counted (Civil Code art. 201). `n` ≥ 1, else a RangeError. */
export function addWorkdays(day: DayNumber, n: number, calendar: Calendar): DayNumber {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`workdays to add must be a whole number from 1: ${n}`);
  const table = workTable(calendar);
  let year = table.year(toCivil(day).year);
  let index = (year.before[day - year.first + 1] ?? 0) + n - 1;
  while (index >= year.workdays.length) {
    if (year.year >= LAST_YEAR)
      throw new RangeError(`calendar ${calendar.id} has no such workday before the year 10000`);
    index -= year.workdays.length;
    year = table.year(year.year + 1);
  }
  return year.workdays[index] ?? day;
}

/** The day itself where it is a workday, else the next one. */
export function workdayFrom(day: DayNumber, calendar: Calendar): DayNumber {
  return addWorkdays(day - 1, 1, calendar);
}

/** The last workday before `day`. */
export function workdayBefore(day: DayNumber, calendar: Calendar): DayNumber {
  const first = toCivil(day).year;
  for (let year = first; year >= 0; year--) {
    const table = workTable(calendar).year(year);
    const index = year === first ? (table.before[day - table.first] ?? 0) : table.workdays.length;
    const found = table.workdays[index - 1];
    if (found !== undefined) return found;
  }
  throw new RangeError(`calendar ${calendar.id} has no workday before`);
}

/** Workdays after `from` up to and with `to`; 0 where `to` is not later. */
export function workdaysBetween(from: DayNumber, to: DayNumber, calendar: Calendar): number {
  if (to <= from) return 0;
  const table = workTable(calendar);
  const firstYear = toCivil(from).year;
  const lastYear = toCivil(to).year;
  let count = 0;
  for (let year = firstYear; year <= lastYear; year++) {
    const { first, before, workdays } = table.year(year);
    const start = year === firstYear ? (before[from - first + 1] ?? 0) : 0;
    const end = year === lastYear ? (before[to - first + 1] ?? 0) : workdays.length;
    count += end - start;
  }
  return count;
}

/** When service opens on a workday, which is when the first of its windows does, in ms since 1970; RangeError on a day off. */
export function openingOf(day: DayNumber, calendar: Calendar): number {
  const first = workTable(calendar).spansOn(day)[0];
  if (!first) throw new RangeError('a day off has no opening');
  return fromLocal(day, first.open, calendar.zone);
}

/** When the last window of a workday closes, which ends every limit of that day; RangeError on a day off. */
export function closingOf(day: DayNumber, calendar: Calendar): number {
  const last = workTable(calendar).spansOn(day).at(-1);
  if (!last) throw new RangeError('a day off has no closing');
  return fromLocal(day, last.close, calendar.zone);
}

/** The day on which an event of that instant is counted. */
export function dayOf(at: number, calendar: Calendar): DayNumber {
  return reachedBy(at, calendar.zone).day;
}

/** The day that a limit ends: of a closing at 24:00 the day that closes, not the one that begins. */
export function dayOfLimit(at: number, calendar: Calendar): DayNumber {
  const day = dayOf(at, calendar);
  return isWorkday(day - 1, calendar) && closingOf(day - 1, calendar) === at ? day - 1 : day;
}

/** wd(n): the closing of the n-th workday after the day of `at`; `at` and answer in ms. */
export function workdayEnd(at: number, n: number, calendar: Calendar): number {
  return closingOf(addWorkdays(dayOf(at, calendar), n, calendar), calendar);
}

/** Workday closings c with `from` < c ≤ `to`: what a pause costs (convention 11). */
export function closingsBetween(from: number, to: number, calendar: Calendar): number {
  if (to <= from) return 0;
  const start = dayOf(from, calendar);
  const end = dayOf(to, calendar);
  const closedBy = (day: DayNumber, at: number) => isWorkday(day, calendar) && closingOf(day, calendar) <= at;
  const days = workdaysBetween(start, end, calendar) + (isWorkday(start, calendar) ? 1 : 0);
  return days - (closedBy(start, from) ? 1 : 0) - (isWorkday(end, calendar) && !closedBy(end, to) ? 1 : 0);
}

/** The first workday closing after `at`, both in ms: the next one that a pause costs. */
export function nextClosing(at: number, calendar: Calendar): number {
  const day = workdayFrom(dayOf(at, calendar), calendar);
  const closing = closingOf(day, calendar);
  return closing > at ? closing : closingOf(addWorkdays(day, 1, calendar), calendar);
}

/** Same clock time on the next workday, but not after its closing (convention 2). */
export function sameTimeNextWorkday(at: number, calendar: Calendar): number {
  const { day, time } = reachedBy(at, calendar.zone);
  const next = addWorkdays(day, 1, calendar);
  return Math.min(fromLocal(next, time, calendar.zone), closingOf(next, calendar));
}

/** Within full service hours. */
export function isOpen(at: number, calendar: Calendar): boolean {
  const day = dayOf(at, calendar);
  return workTable(calendar)
    .spansOn(day)
    .some((span) => holds(span, day, at, calendar));
}

/** Within the phone's hours of a workday. */
export function isPhoneOpen(at: number, calendar: Calendar): boolean {
  const { phone } = workTable(calendar);
  if (phone === null) return isOpen(at, calendar);
  const day = dayOf(at, calendar);
  return isWorkday(day, calendar) && phone.some((span) => holds(span, day, at, calendar));
}

/** Within the reduced online hours of a day off. */
export function isReducedOnline(at: number, calendar: Calendar): boolean {
  const day = dayOf(at, calendar);
  return !isWorkday(day, calendar) && workTable(calendar).reduced.some((span) => holds(span, day, at, calendar));
}

/** The first instant from `at` on at which full service is open: `at` itself in hours. */
export function nextOpen(at: number, calendar: Calendar): number {
  return addWorkingTime(at, 0, calendar);
}

/** The instant by which so much working time has passed since `at`; both in ms. */
export function addWorkingTime(at: number, duration: number, calendar: Calendar): number {
  const { zone } = calendar;
  let left = duration;
  for (let day = workdayFrom(dayOf(at, calendar), calendar); ; day = addWorkdays(day, 1, calendar)) {
    for (const span of workTable(calendar).spansOn(day)) {
      const start = Math.max(at, fromLocal(day, span.open, zone));
      const end = fromLocal(day, span.close, zone);
      // With nothing left to count a closing instant is outside, with something it is where the count may end.
      if (start < end && start + left <= end) return start + left;
      left -= Math.max(0, end - start);
    }
  }
}

/** The latest instant from which so much working time lies before `at`; both in ms. */
export function workingTimeBefore(at: number, duration: number, calendar: Calendar): number {
  const { zone } = calendar;
  let left = duration;
  for (let day = dayOf(at, calendar); ; day = workdayBefore(day, calendar)) {
    for (const span of workTable(calendar).spansOn(day).toReversed()) {
      const start = fromLocal(day, span.open, zone);
      const end = Math.min(at, fromLocal(day, span.close, zone));
      if (start < end && end - left >= start) return end - left;
      left -= Math.max(0, end - start);
    }
  }
}

/** Whether the answer between two instants hangs on a year whose notice is not published yet (convention 13). */
export function isProvisional(from: number, to: number, calendar: Calendar): boolean {
  const first = toCivil(dayOf(from, calendar)).year;
  const last = Math.max(first, toCivil(dayOfLimit(to, calendar)).year);
  for (let year = first; year <= last; year++) {
    if (!calendar.publishedYears.includes(year)) return true;
  }
  return false;
}

/** Each window opens and closes once a day, also where clocks are put back within it. */
function holds(span: Span, day: DayNumber, at: number, { zone }: Calendar): boolean {
  return fromLocal(day, span.open, zone) <= at && at < fromLocal(day, span.close, zone);
}
