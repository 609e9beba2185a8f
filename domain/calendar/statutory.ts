import type { Day } from '../../contracts/instants.ts';
import { compareText } from '../../contracts/order.ts';
import type { Calendar, DayOverride } from './calendar.ts';
import { dayNumber, dayText } from './days.ts';
import type { CalendarFault } from './fault.ts';
import type { HolidayNotice } from './holidayNotice.ts';
import { isDay } from './valid.ts';

/**
 * A notice that leaves statutory days off out is a part of one: loaded, it would make them workdays, and final ones.
 * Besides the days of every year it must have those that the calendar knows of that year before it is published, as the lunar ones;
 * of a published year, whose holidays have the days around them too, no holiday may go altogether. Norm: convention 13 of docs/norms.md.
 */
export function truncatedNotice(calendar: Calendar, year: number, { days }: HolidayNotice): CalendarFault[] {
  const told = new Set(days.filter(({ isOffDay }) => isOffDay).map(({ date }) => date));
  const ofYear = yearly(calendar, year);
  const holidays = calendar.overrides.filter((day) => isDayOff(day, year)).map(daysOf);
  const known = calendar.publishedYears.includes(year)
    ? holidays.filter((dates) => !dates.some((date) => told.has(date) || ofYear.includes(date)))
    : holidays;
  const missing = [...new Set([...ofYear, ...known.flat()])].filter((day) => !told.has(day));
  if (missing.length === 0) return [];
  const expected = {
    zh: `${year}年的完整通知，另含放假日期 ${rangesOf(missing, '至')}`,
    en: `the whole notice of ${year}, also with days off on ${rangesOf(missing, 'to')}`,
  };
  const got = { zh: `${told.size} 天放假`, en: told.size === 1 ? '1 day off' : `${told.size} days off` };
  return [{ pointer: '/days', expected, got }];
}

/** Published years of which the overrides no longer say what becomes of every statutory day off. */
export function truncatedYears(calendar: Calendar): CalendarFault[] {
  const told = new Set(calendar.overrides.flatMap(daysOf));
  return calendar.publishedYears.flatMap((year, index): CalendarFault[] => {
    const missing = yearly(calendar, year).filter((day) => !told.has(day));
    if (missing.length === 0) return [];
    const expected = {
      zh: `overrides 中${year}年的完整通知，另含 ${rangesOf(missing, '至')}`,
      en: `the whole notice of ${year} among the overrides, also ${rangesOf(missing, 'to')}`,
    };
    return [{ pointer: `/publishedYears/${index}`, expected, got: String(year) }];
  });
}

/** Days that one calendar has by the notice of a year and another, which has published the year too, does not tell as the notice does. */
export function contradictedNotices(before: Calendar, after: Calendar): CalendarFault[] {
  const told = new Set(after.overrides.flatMap((override) => daysOf(override).map((day) => `${override.kind} ${day}`)));
  return after.publishedYears.flatMap((year, index): CalendarFault[] => {
    const missing = before.overrides
      .filter(({ notice }) => notice === year && before.publishedYears.includes(year))
      .flatMap((override) => daysOf(override).filter((day) => !told.has(`${override.kind} ${day}`)));
    if (missing.length === 0) return [];
    const expected = {
      zh: `overrides 中${year}年通知的 ${rangesOf(missing, '至')}`,
      en: `${rangesOf(missing, 'to')} of the notice of ${year} among the overrides`,
    };
    return [
      { pointer: `/publishedYears/${index}`, expected, got: { zh: '未如通知列出', en: 'not told as the notice does' } },
    ];
  });
}

function yearly({ yearlyDaysOff }: Calendar, year: number): Day[] {
  return yearlyDaysOff.map(({ date }) => `${year}-${date}`).filter(isDay);
}

function isDayOff({ kind, notice }: DayOverride, year: number): boolean {
  return kind === 'off' && notice === year;
}

function daysOf({ from, to }: DayOverride): Day[] {
  const first = dayNumber(from);
  return Array.from({ length: dayNumber(to) - first + 1 }, (_, n) => dayText(first + n));
}

/** `2027-02-05 to 2027-02-08, 2027-04-05`. */
function rangesOf(days: readonly Day[], until: 'to' | '至'): string {
  const ranges: { from: Day; to: Day }[] = [];
  for (const day of [...days].sort(compareText)) {
    const last = ranges.at(-1);
    if (last && dayNumber(last.to) + 1 === dayNumber(day)) last.to = day;
    else ranges.push({ from: day, to: day });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from} ${until} ${to}`)).join(', ');
}
