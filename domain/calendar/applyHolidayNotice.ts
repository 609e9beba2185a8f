import type { Day } from '../../contracts/instants.ts';
import { compareText } from '../../contracts/order.ts';
import type { Calendar, DayOverride } from './calendar.ts';
import { NOTHING, type Words } from '../../contracts/words.ts';
import { dayNumber, dayText } from './days.ts';
import type { CalendarFault } from './fault.ts';
import type { HolidayNotice, NoticeDay } from './holidayNotice.ts';
import { holidayNamed } from './holidays.ts';
import { truncatedNotice } from './statutory.ts';
import { unlikelyNotice } from './unlikelyNotice.ts';
import { FIRST_YEAR, isDay, LAST_YEAR } from './valid.ts';

export type NoticeOutcome = { readonly calendar: Calendar } | { readonly faults: readonly CalendarFault[] };

/**
 * The calendar with a year's notice in it, as a new version; or all faults of the notice, and nothing applied.
 *
 * 1. Overrides of an earlier notice of that year go; the desk's own days stay, but where the notice names the same day it wins.
 * 2. The year is published after it, so limits in it are no longer provisional.
 * 3. Days of the December before belong to the notice too: New Year's holiday may begin in it.
 * 4. Between the published years none may be missing, nor any statutory day off in the notice; nor does it give more days off than
 *    any notice has, or make a workday of what is one.
 *
 * Versions are `year.n`, with the last year published. Norm: convention 13 of docs/norms.md.
 */
export function applyHolidayNotice(calendar: Calendar, notice: HolidayNotice): NoticeOutcome {
  const { year } = notice;
  const faults = year === null ? [missingYear()] : [...yearFaults(year, notice, calendar), ...dayFaults(year, notice)];
  if (year === null || faults.length > 0) return { faults };
  // A day told wrongly may be the one that is missing, so this is asked last.
  const doubtful = [...truncatedNotice(calendar, year, notice), ...unlikelyNotice(calendar, notice)];
  if (doubtful.length > 0) return { faults: doubtful };
  const named = new Set(notice.days.map(({ date }) => dayNumber(date)));
  const kept = calendar.overrides
    .filter((override) => override.notice !== year)
    .flatMap((override) => without(override, named));
  const publishedYears = [...new Set([...calendar.publishedYears, year])].sort((a, b) => a - b);
  return {
    calendar: {
      ...calendar,
      version: nextVersion(calendar.version, Math.max(...publishedYears)),
      publishedYears,
      overrides: [...kept, ...overridesOf(year, notice)].sort((a, b) => compareText(a.from, b.from)),
    },
  };
}

function missingYear(): CalendarFault {
  return { pointer: '/year', expected: { zh: '通知所属的年份', en: 'the year that the notice is for' }, got: NOTHING };
}

function yearFaults(year: number, { days }: HolidayNotice, { publishedYears }: Calendar): CalendarFault[] {
  const fault = (expected: Words): CalendarFault[] => [{ pointer: '/year', expected, got: String(year) }];
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    return fault({ zh: `${FIRST_YEAR}至${LAST_YEAR}年`, en: `a year from ${FIRST_YEAR} to ${LAST_YEAR}` });
  if (days.length === 0)
    return [{ pointer: '/days', expected: { zh: '至少一天', en: 'at least one day' }, got: NOTHING }];
  const told = [...new Set(days.map(({ date }) => date.slice(0, 4)))].sort(compareText);
  if (!told.includes(String(year)))
    return fault({ zh: `所列日期的年份，${told.join(' 或 ')}`, en: `the year of its days, ${told.join(' or ')}` });
  if (publishedYears.length === 0) return [];
  const first = Math.min(...publishedYears) - 1;
  const last = Math.max(...publishedYears) + 1;
  return year < first || year > last
    ? fault({
        zh: `${first}至${last}年，中间不得缺年`,
        en: `a year from ${first} to ${last}, so that none between is missing`,
      })
    : [];
}

function dayFaults(year: number, { days }: HolidayNotice): CalendarFault[] {
  const seen = new Map<Day, number>();
  return days.flatMap(({ date, name }, index): CalendarFault[] => {
    const pointer = `/days/${index}`;
    const before = seen.get(date);
    seen.set(date, before ?? index);
    if (!isDay(date))
      return [
        {
          pointer: `${pointer}/date`,
          expected: { zh: '存在的日期，格式 YYYY-MM-DD', en: 'an existing day as YYYY-MM-DD' },
          got: date,
        },
      ];
    if (name.trim() === '')
      return [{ pointer: `${pointer}/name`, expected: { zh: '节日名称', en: 'the name of a holiday' }, got: NOTHING }];
    if (!belongs(date, year))
      return [
        {
          pointer: `${pointer}/date`,
          expected: { zh: `${year}年或${year - 1}年12月的日期`, en: `a day of ${year} or of December ${year - 1}` },
          got: date,
        },
      ];
    if (before === undefined) return [];
    return [{ pointer: `${pointer}/date`, expected: namedOnce(days[before]), got: date }];
  });
}

function namedOnce(first: NoticeDay | undefined): Words {
  const { name = '', isOffDay = true } = first ?? {};
  return {
    zh: `每个日期只列一次：前面已列为“${name}”${isOffDay ? '放假' : '上班'}`,
    en: `each day once: it is named before as a ${isOffDay ? 'day off' : 'workday'}, ${name}`,
  };
}

function belongs(date: Day, year: number): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

/** Neighbouring days of one holiday are told as one range. */
function overridesOf(year: number, { days }: HolidayNotice): DayOverride[] {
  const ranges: DayOverride[] = [];
  for (const { name, date, isOffDay } of [...days].sort((a, b) => compareText(a.date, b.date))) {
    const kind = isOffDay ? 'off' : 'work';
    const last = ranges.at(-1);
    const goes = last?.zh === name && last.kind === kind && dayNumber(last.to) + 1 === dayNumber(date);
    if (goes) ranges[ranges.length - 1] = { ...last, to: date };
    else ranges.push({ ...holidayNamed(name), from: date, to: date, kind, notice: year });
  }
  return ranges;
}

/** What is left of an override when some of its days are told otherwise. */
function without(override: DayOverride, days: ReadonlySet<number>): DayOverride[] {
  const left: DayOverride[] = [];
  let from: number | null = null;
  const end = dayNumber(override.to) + 1;
  for (let day = dayNumber(override.from); day <= end; day++) {
    const stays = day < end && !days.has(day);
    if (stays) from ??= day;
    else if (from !== null) {
      left.push({ ...override, from: dayText(from), to: dayText(day - 1) });
      from = null;
    }
  }
  return left;
}

function nextVersion(version: string, year: number): string {
  const [, known, n] = /^(\d+)\.(\d+)$/.exec(version) ?? [];
  return known === String(year) ? `${year}.${Number(n) + 1}` : `${year}.1`;
}
