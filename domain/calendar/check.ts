import {
  type Calendar,
  type DayOverride,
  SHIFT_NAMES,
  type ShiftStarts,
  type Window,
  type YearlyDay,
} from './calendar.ts';
import { dayNumber, dayText, fromCivil } from './days.ts';
import type { CalendarFault } from './fault.ts';
import { truncatedYears } from './statutory.ts';
import { FIRST_YEAR, isClockTime, isDay, LAST_YEAR, windowOutOfOrder } from './valid.ts';
import { fromLocal } from './zone.ts';
import { isKnownZone } from './zoneOffsets.ts';

/** More days in one entry, or more entries, are a mistake and not a holiday. */
const LONGEST_OVERRIDE = 366;
const MOST_OVERRIDES = 5000;
const FURTHEST_OFFSET_MINUTES = 14 * 60;

/**
 * Everything that keeps a calendar from setting limits, or makes it say two things of one day; empty where it is sound.
 * Its shape is checked before, at the border. What passes never makes the arithmetic throw.
 */
export function checkCalendar(calendar: Calendar): readonly CalendarFault[] {
  const days = [...overrideFaults(calendar), ...yearlyFaults(calendar.yearlyDaysOff), ...publishedFaults(calendar)];
  return [
    ...zoneFaults(calendar),
    ...hoursFaults(calendar),
    ...shiftFaults(calendar.shifts),
    // Which days are missing can be told once those that are there are sound.
    ...(days.length > 0 ? days : truncatedYears(calendar)),
  ];
}

function zoneFaults({ zone, publishedYears }: Calendar): CalendarFault[] {
  const { name, utcOffsetMinutes } = zone;
  if (!isKnownZone(name))
    return [{ pointer: '/zone/name', expected: 'an IANA time zone, as Asia/Shanghai', got: name }];
  if (utcOffsetMinutes === null) return [];
  const pointer = '/zone/utcOffsetMinutes';
  const got = String(utcOffsetMinutes);
  if (!Number.isInteger(utcOffsetMinutes) || Math.abs(utcOffsetMinutes) > FURTHEST_OFFSET_MINUTES)
    return [{ pointer, expected: 'whole minutes from -840 to 840, or null for the zone’s own rules', got }];
  const differs = publishedYears
    .filter(isYear)
    .flatMap((year) => [fromCivil(year, 1, 1), fromCivil(year, 7, 1)])
    .find((day) => fromLocal(day, 0, zone) !== fromLocal(day, 0, { name, utcOffsetMinutes: null }));
  return differs === undefined
    ? []
    : [{ pointer, expected: `null, since ${name} has another offset on ${dayText(differs)}`, got }];
}

function hoursFaults({ week, fullHours, phoneHours = [], reducedOnlineHours, overrides }: Calendar): CalendarFault[] {
  const faults = [
    ...week.flatMap((windows, weekday) => windowFaults(windows, `/week/${weekday}`)),
    ...windowFaults(fullHours, '/fullHours'),
    ...windowFaults(phoneHours, '/phoneHours'),
    ...windowFaults(reducedOnlineHours, '/reducedOnlineHours'),
  ];
  if (week.every((windows) => windows.length === 0))
    faults.push({ pointer: '/week', expected: 'a weekday with open hours', got: 'none: it never opens' });
  if (fullHours.length === 0 && overrides.some(({ kind, windows }) => kind === 'work' && !windows))
    faults.push({ pointer: '/fullHours', expected: 'hours for days opened without their own', got: 'none' });
  return faults;
}

function windowFaults(windows: readonly Window[], pointer: string): CalendarFault[] {
  const badTimes = windows.flatMap((window, index) =>
    (['open', 'close'] as const)
      .filter((end) => !isClockTime(window[end]))
      .map((end) => ({
        pointer: `${pointer}/${index}/${end}`,
        expected: 'a time as HH:MM, 00:00 to 24:00',
        got: window[end],
      })),
  );
  if (badTimes.length > 0) return badTimes;
  const wrong = windowOutOfOrder(windows);
  const window = windows[wrong];
  if (!window) return [];
  const before = windows[wrong - 1];
  const expected =
    window.close <= window.open
      ? 'closing after opening'
      : `opening not before ${before?.close ?? ''}, where another closes`;
  return [{ pointer: `${pointer}/${wrong}`, expected, got: `${window.open}–${window.close}` }];
}

function shiftFaults(shifts: ShiftStarts | undefined): CalendarFault[] {
  if (shifts === undefined) return [];
  return SHIFT_NAMES.flatMap((name, index): CalendarFault[] => {
    const pointer = `/shifts/${name}`;
    const got = shifts[name];
    if (!isClockTime(got) || got === '24:00') return [{ pointer, expected: 'a time as HH:MM, 00:00 to 23:59', got }];
    const before = SHIFT_NAMES[index - 1];
    return before === undefined || shifts[before] < got
      ? []
      : [{ pointer, expected: `a time after ${before}, which begins at ${shifts[before]}`, got }];
  });
}

function overrideFaults({ overrides }: Calendar): CalendarFault[] {
  if (overrides.length > MOST_OVERRIDES)
    return [{ pointer: '/overrides', expected: `at most ${MOST_OVERRIDES}`, got: String(overrides.length) }];
  const owners = new Map<number, number>();
  return overrides.flatMap((override, index) => {
    const pointer = `/overrides/${index}`;
    const faults = [...rangeFaults(override, pointer), ...ownHoursFaults(override, pointer)];
    return faults.length > 0 ? faults : claimDays(override, index, owners);
  });
}

function rangeFaults({ from, to }: DayOverride, pointer: string): CalendarFault[] {
  const bad = Object.entries({ from, to }).filter(([, day]) => !isDay(day) || !isYear(Number(day.slice(0, 4))));
  if (bad.length > 0)
    return bad.map(([end, got]) => ({
      pointer: `${pointer}/${end}`,
      expected: `an existing day as YYYY-MM-DD, ${FIRST_YEAR} to ${LAST_YEAR}`,
      got,
    }));
  const length = dayNumber(to) - dayNumber(from) + 1;
  if (length < 1) return [{ pointer: `${pointer}/to`, expected: `a day from ${from} on`, got: to }];
  return length > LONGEST_OVERRIDE
    ? [{ pointer: `${pointer}/to`, expected: `at most ${LONGEST_OVERRIDE} days from ${from} on`, got: to }]
    : [];
}

function ownHoursFaults({ kind, windows }: DayOverride, pointer: string): CalendarFault[] {
  if (!windows) return [];
  const at = `${pointer}/windows`;
  if (kind === 'off') return [{ pointer: at, expected: 'none for days off', got: `${windows.length} windows` }];
  return windows.length === 0 ? [{ pointer: at, expected: 'open hours', got: 'none' }] : windowFaults(windows, at);
}

function claimDays({ from, to }: DayOverride, index: number, owners: Map<number, number>): CalendarFault[] {
  for (let day = dayNumber(from); day <= dayNumber(to); day++) {
    const owner = owners.get(day);
    if (owner !== undefined)
      return [
        { pointer: `/overrides/${index}`, expected: `no second entry beside /overrides/${owner}`, got: dayText(day) },
      ];
    owners.set(day, index);
  }
  return [];
}

/** 29 February is a yearly day as well, so the dates are those of a leap year. */
function yearlyFaults(days: readonly YearlyDay[]): CalendarFault[] {
  return days.flatMap(({ date }, index): CalendarFault[] => {
    const pointer = `/yearlyDaysOff/${index}/date`;
    if (!isDay(`2000-${date}`)) return [{ pointer, expected: 'an existing date as MM-DD', got: date }];
    const first = days.findIndex((other) => other.date === date);
    return first < index ? [{ pointer, expected: `no second entry beside /yearlyDaysOff/${first}`, got: date }] : [];
  });
}

function publishedFaults({ publishedYears, overrides }: Calendar): CalendarFault[] {
  return publishedYears.flatMap((year, index): CalendarFault[] => {
    const pointer = `/publishedYears/${index}`;
    const got = String(year);
    if (!isYear(year)) return [{ pointer, expected: `a year from ${FIRST_YEAR} to ${LAST_YEAR}`, got }];
    if (publishedYears.indexOf(year) < index) return [{ pointer, expected: 'each year once', got }];
    const told = overrides.some(({ from, to }) => from.startsWith(`${year}-`) || to.startsWith(`${year}-`));
    return told ? [] : [{ pointer, expected: `the notice of ${year} among the overrides`, got: 'no day of it' }];
  });
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
}
