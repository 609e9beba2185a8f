import { shownInstant } from '../../../contracts/instants.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { fromCivil } from '../../calendar/days.ts';
import type { CalendarFault } from '../../calendar/fault.ts';
import { fromLocal, HOUR, instantOf } from '../../calendar/zone.ts';
import { inHouseOf } from '../inHouse.ts';
import { endOf } from '../planning/lengths.ts';
import type { Policy } from '../policy.ts';
import { CLOCK_RULES, isClockRuleId } from '../rules.ts';
import { ruleUnder } from '../ruleUnder.ts';
import type { ClockSetting, Length } from '../setting.ts';

/** Starts all over a year, on every weekday, at night, in hours and in the evening. */
const DAYS_BETWEEN = 5;
const DAYS_TRIED = 73;
const HOURS_TRIED = [0, 10, 20];
/** No notice of the State Council leaves more days off than this in a row; longer waits are a calendar gone wrong. */
const LONGEST_WAIT_DAYS = 3 * 366;

/**
 * What is wrong with a sound calendar and a sound policy only together: a target that comes no earlier than its limit, or a limit that
 * this calendar puts years away. Tried with starts all over a year, with the profile in force and with each department's own limit.
 */
export function checkTimetable(calendar: Calendar, policy: Policy): readonly CalendarFault[] {
  const starts = trialStarts(calendar);
  const rows = Object.keys(CLOCK_RULES)
    .filter(isClockRuleId)
    .map((id) => ({ pointer: `/clocks/${id}`, setting: ruleUnder(policy, id) }));
  const own = inHouseOf(policy).departments.map((department) => ({
    pointer: `/internal/${department}`,
    setting: ruleUnder(policy, 'DEPARTMENT_INTERNAL', department),
  }));
  return [
    ...[...rows, ...own].flatMap(({ pointer, setting }) => rowFaults(setting, { pointer, starts, calendar })),
    ...severalDepartmentsFaults(policy, { pointer: '/clocks/RESOLVE_COMPLEX/length', starts, calendar }),
  ];
}

/** A second department replaces the one clock by the other from the same start, and never shortens what was promised. */
function severalDepartmentsFaults(policy: Policy, { pointer, starts, calendar }: Trial): CalendarFault[] {
  const [one, several] = [ruleUnder(policy, 'RESOLVE_COMPLEX').length, ruleUnder(policy, 'RESOLVE_MULTI').length];
  const later = starts.find(
    (start) => (endOf(one, start, calendar) ?? start) > (endOf(several, start, calendar) ?? Infinity),
  );
  if (later === undefined) return [];
  const at = shownInstant(instantOf(later));
  return [
    {
      pointer,
      expected: {
        zh: '不晚于 RESOLVE_MULTI（多部门协同解决）的时限',
        en: 'a limit no later than that of RESOLVE_MULTI, of several departments',
      },
      got: { zh: `自 ${at} 起算更晚`, en: `started at ${at} it is later` },
    },
  ];
}

interface Trial {
  readonly pointer: string;
  readonly starts: readonly number[];
  readonly calendar: Calendar;
}

function rowFaults({ length, target }: ClockSetting, { pointer, starts, calendar }: Trial): CalendarFault[] {
  const farAway = counts(length) ? starts.find((start) => isFarAway(length, start, calendar)) : undefined;
  if (farAway !== undefined) {
    const expected = { zh: '按此日历三年内能到期的时限', en: 'a limit that this calendar reaches within three years' };
    return [
      {
        pointer: `${pointer}/length`,
        expected,
        got: {
          zh: `自 ${shownInstant(instantOf(farAway))} 起算晚于此`,
          en: `started at ${shownInstant(instantOf(farAway))} it ends later`,
        },
      },
    ];
  }
  if (target === undefined) return [];
  const crossed = starts.find((start) => !isEarlier(target, length, { start, calendar }));
  return crossed === undefined
    ? []
    : [
        {
          pointer: `${pointer}/target`,
          expected: { zh: '无论何时起算都早于时限', en: 'earlier than the limit whenever it starts' },
          got: {
            zh: `自 ${shownInstant(instantOf(crossed))} 起算不早于时限`,
            en: `started at ${shownInstant(instantOf(crossed))} it is not`,
          },
        },
      ];
}

/** Lengths whose days the calendar decides; months are as long as they are. */
function counts(length: Length): boolean {
  return length.kind === 'workdays' || length.kind === 'working-time' || length.kind === 'lead-workdays';
}

function isFarAway(length: Length, start: number, calendar: Calendar): boolean {
  return (endOf(length, start, calendar) ?? start) > start + LONGEST_WAIT_DAYS * 24 * HOUR;
}

function isEarlier(target: Length, length: Length, from: { start: number; calendar: Calendar }): boolean {
  const end = endOf(length, from.start, from.calendar);
  const aim = endOf(target, from.start, from.calendar);
  return end === null || aim === null || aim < end;
}

/** Starts all over the last published year, in ms: what holds for them holds for the others. */
export function trialStarts(calendar: Calendar): number[] {
  const first = fromCivil(calendar.publishedYears.at(-1) ?? 2025, 1, 1);
  return Array.from({ length: DAYS_TRIED }, (_, n) => first + n * DAYS_BETWEEN).flatMap((day) =>
    HOURS_TRIED.map((hour) => fromLocal(day, hour * HOUR, calendar.zone)),
  );
}
