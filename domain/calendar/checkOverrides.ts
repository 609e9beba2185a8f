import { NOTHING } from '../../contracts/words.ts';
import type { Calendar, DayOverride } from './calendar.ts';
import { windowFaults } from './checkHours.ts';
import { dayNumber, dayText } from './days.ts';
import type { CalendarFault } from './fault.ts';
import { FIRST_YEAR, isDay, isYear, LAST_YEAR } from './valid.ts';

/** More days in one entry, or more entries, are a mistake and not a holiday. */
const LONGEST_OVERRIDE = 366;
const MOST_OVERRIDES = 5000;

/** Ranges of existing days that no other entry claims, with hours only where they are open. */
export function overrideFaults({ overrides }: Calendar): CalendarFault[] {
  if (overrides.length > MOST_OVERRIDES)
    return [
      {
        pointer: '/overrides',
        expected: { zh: `至多 ${MOST_OVERRIDES} 条`, en: `at most ${MOST_OVERRIDES}` },
        got: String(overrides.length),
      },
    ];
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
      expected: {
        zh: `存在的日期，格式 YYYY-MM-DD，${FIRST_YEAR} 至 ${LAST_YEAR} 年`,
        en: `an existing day as YYYY-MM-DD, ${FIRST_YEAR} to ${LAST_YEAR}`,
      },
      got,
    }));
  const length = dayNumber(to) - dayNumber(from) + 1;
  if (length < 1)
    return [
      { pointer: `${pointer}/to`, expected: { zh: `${from} 或其后的日期`, en: `a day from ${from} on` }, got: to },
    ];
  return length > LONGEST_OVERRIDE
    ? [
        {
          pointer: `${pointer}/to`,
          expected: {
            zh: `自 ${from} 起至多 ${LONGEST_OVERRIDE} 天`,
            en: `at most ${LONGEST_OVERRIDE} days from ${from} on`,
          },
          got: to,
        },
      ]
    : [];
}

function ownHoursFaults({ kind, windows }: DayOverride, pointer: string): CalendarFault[] {
  if (!windows) return [];
  const at = `${pointer}/windows`;
  if (kind === 'off')
    return [{ pointer: at, expected: { zh: '休息日不写时段', en: 'none for days off' }, got: String(windows.length) }];
  return windows.length === 0
    ? [{ pointer: at, expected: { zh: '服务时段', en: 'open hours' }, got: NOTHING }]
    : windowFaults(windows, at);
}

function claimDays({ from, to }: DayOverride, index: number, owners: Map<number, number>): CalendarFault[] {
  for (let day = dayNumber(from); day <= dayNumber(to); day++) {
    const owner = owners.get(day);
    if (owner !== undefined)
      return [
        {
          pointer: `/overrides/${index}`,
          expected: { zh: `与 /overrides/${owner} 不重复的日期`, en: `no second entry beside /overrides/${owner}` },
          got: dayText(day),
        },
      ];
    owners.set(day, index);
  }
  return [];
}
