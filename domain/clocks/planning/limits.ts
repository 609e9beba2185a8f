import type { Day, Instant } from '../../../contracts/instants.ts';
import type { Department } from '../../../contracts/people.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { dayNumber } from '../../calendar/days.ts';
import { closingOf, isWorkday, workdayEnd } from '../../calendar/workTime.ts';
import { instantOf, msOf } from '../../calendar/zone.ts';
import { planClock } from './plan.ts';
import { toldDate } from '../running/toldDate.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock, ToldDate } from '../types.ts';

/** The closing of a workday, null on a day off. Throws a RangeError for a day that does not exist. */
export function endOfWorkday(day: Day, calendar: Calendar): Instant | null {
  const number = dayNumber(day);
  return isWorkday(number, calendar) ? instantOf(closingOf(number, calendar)) : null;
}

/** wd(n): the closing of the n-th workday after the day of `at` (convention 1). */
export function nextWorkdayEnd(at: Instant, n: number, calendar: Calendar): Instant {
  return instantOf(workdayEnd(msOf(at), n, calendar));
}

/**
 * The latest limit a supervisor may extend to: wd(7) from creation, moved by the pauses so far (DECISION 19).
 * Null: never, since only a complex limit moves; several departments never, a simple one by re-classification.
 */
export function latestExtension(clock: Clock, timetable: Timetable): Instant | null {
  if (clock.id !== 'RESOLVE_COMPLEX') return null;
  return dueOfSeveral(clock, null, timetable);
}

/** As the limit of several departments, from the same start, and no later than a date that was told. */
function dueOfSeveral(clock: Clock, noLaterThan: ToldDate | null, timetable: Timetable): Instant | null {
  const terms = { ...clock.terms, fixedDueAt: null, fixedAt: null, noLaterThan };
  return planClock({ ...clock, id: 'RESOLVE_MULTI', terms }, timetable).dueAt;
}

/**
 * The latest date a milestone of a plan may have: the ticket's own limit, which is RESOLVE_MULTI from the same start as soon as
 * several departments share it (docs/norms.md, clocks); that of a re-assessment, a date set and a suggestion's review stay. Null where
 * that limit has no date.
 */
export function latestMilestone(
  limit: Clock,
  departments: readonly Department[],
  timetable: Timetable,
): Instant | null {
  const isShared = new Set(departments).size > 1 && (limit.id === 'RESOLVE_SIMPLE' || limit.id === 'RESOLVE_COMPLEX');
  return isShared ? dueOfSeveral(limit, toldDate(limit), timetable) : planClock(limit, timetable).dueAt;
}

/** Workdays within which what a ruling orders is to be done, from the ruling or from the day on which it is planned anew (DECISION, docs/norms.md). */
const MEASURE_WORKDAYS = 20;

/** The last day, as its closing in UTC, on which measures that are ordered or planned anew at `at` may be due. */
export function latestMeasure(at: Instant, calendar: Calendar): Instant {
  return nextWorkdayEnd(at, MEASURE_WORKDAYS, calendar);
}
