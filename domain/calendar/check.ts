import { NOTHING } from '../../contracts/words.ts';
import type { Calendar, YearlyDay } from './calendar.ts';
import { hoursFaults, shiftFaults } from './checkHours.ts';
import { overrideFaults } from './checkOverrides.ts';
import { closedTooLong } from './closed.ts';
import { dayText, fromCivil } from './days.ts';
import type { CalendarFault } from './fault.ts';
import { truncatedYears } from './statutory.ts';
import { FIRST_YEAR, isDay, isYear, LAST_YEAR } from './valid.ts';
import { fromLocal } from './zone.ts';
import { isKnownZone } from './zoneOffsets.ts';

const FURTHEST_OFFSET_MINUTES = 14 * 60;

/**
 * Everything that keeps a calendar from setting limits, or makes it say two things of one day; empty where it is sound.
 * Its shape is checked before, at the border. What passes never makes the arithmetic throw.
 */
export function checkCalendar(calendar: Calendar): readonly CalendarFault[] {
  const days = [...overrideFaults(calendar), ...yearlyFaults(calendar.yearlyDaysOff), ...publishedFaults(calendar)];
  const whole = (): CalendarFault[] => [...truncatedYears(calendar), ...closedTooLong(calendar)];
  return [
    ...zoneFaults(calendar),
    ...hoursFaults(calendar),
    ...shiftFaults(calendar.shifts),
    // What all days together make can be told once each is sound.
    ...(days.length > 0 ? days : whole()),
  ];
}

function zoneFaults({ zone, publishedYears }: Calendar): CalendarFault[] {
  const { name, utcOffsetMinutes } = zone;
  if (!isKnownZone(name))
    return [
      {
        pointer: '/zone/name',
        expected: { zh: 'IANA 时区，如 Asia/Shanghai', en: 'an IANA time zone, as Asia/Shanghai' },
        got: name,
      },
    ];
  if (utcOffsetMinutes === null) return [];
  const pointer = '/zone/utcOffsetMinutes';
  const got = String(utcOffsetMinutes);
  if (!Number.isInteger(utcOffsetMinutes) || Math.abs(utcOffsetMinutes) > FURTHEST_OFFSET_MINUTES)
    return [
      {
        pointer,
        expected: {
          zh: '-840 至 840 的整数分钟，或 null（按时区自身规则）',
          en: 'whole minutes from -840 to 840, or null for the zone’s own rules',
        },
        got,
      },
    ];
  const differs = publishedYears
    .filter(isYear)
    .flatMap((year) => [fromCivil(year, 1, 1), fromCivil(year, 7, 1)])
    .find((day) => fromLocal(day, 0, zone) !== fromLocal(day, 0, { name, utcOffsetMinutes: null }));
  return differs === undefined
    ? []
    : [
        {
          pointer,
          expected: {
            zh: `null：${name} 在 ${dayText(differs)} 的偏移不同`,
            en: `null, since ${name} has another offset on ${dayText(differs)}`,
          },
          got,
        },
      ];
}

/** 29 February is a yearly day as well, so the dates are those of a leap year. */
function yearlyFaults(days: readonly YearlyDay[]): CalendarFault[] {
  return days.flatMap(({ date }, index): CalendarFault[] => {
    const pointer = `/yearlyDaysOff/${index}/date`;
    if (!isDay(`2000-${date}`))
      return [{ pointer, expected: { zh: '存在的日期，格式 MM-DD', en: 'an existing date as MM-DD' }, got: date }];
    const first = days.findIndex((other) => other.date === date);
    return first < index
      ? [
          {
            pointer,
            expected: {
              zh: `与 /yearlyDaysOff/${first} 不重复的日期`,
              en: `no second entry beside /yearlyDaysOff/${first}`,
            },
            got: date,
          },
        ]
      : [];
  });
}

function publishedFaults({ publishedYears, overrides }: Calendar): CalendarFault[] {
  return publishedYears.flatMap((year, index): CalendarFault[] => {
    const pointer = `/publishedYears/${index}`;
    const got = String(year);
    if (!isYear(year))
      return [
        {
          pointer,
          expected: { zh: `${FIRST_YEAR} 至 ${LAST_YEAR} 年`, en: `a year from ${FIRST_YEAR} to ${LAST_YEAR}` },
          got,
        },
      ];
    if (publishedYears.indexOf(year) < index)
      return [{ pointer, expected: { zh: '每个年份只列一次', en: 'each year once' }, got }];
    const told = overrides.some(({ from, to }) => from.startsWith(`${year}-`) || to.startsWith(`${year}-`));
    return told
      ? []
      : [
          {
            pointer,
            expected: { zh: `overrides 中含有${year}年的放假安排`, en: `the notice of ${year} among the overrides` },
            got: NOTHING,
          },
        ];
  });
}
