import type { Day, Instant } from '../../contracts/instants.ts';
import type { SlaClass } from '../../contracts/ticket.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { dayNumber, dayText } from '../calendar/days.ts';
import { closingOf, isWorkday, workdayEnd } from '../calendar/workTime.ts';
import { instantOf, msOf, toLocal } from '../calendar/zone.ts';
import { CHINA_CALENDAR } from '../calendar/china.ts';

const EXTENDED_COMPLEX_WORKDAYS = 7;
/** Later than any instant a ticket can have: the rules give special tickets a date per case and no last one. */
const NO_LATEST: Instant = '9999-12-31T00:00:00.000Z';

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
 * The latest limit a supervisor may extend to; null: never. Complex tickets at most wd(7) from creation, those of several
 * departments never, simple and unclassified ones by re-classification only (DECISION 19).
 */
export function latestExtension(
  slaClass: SlaClass | null,
  several: boolean,
  createdAt: Instant,
  calendar: Calendar,
): Instant | null {
  if (several) return null;
  switch (slaClass) {
    case 'complex':
      return nextWorkdayEnd(createdAt, EXTENDED_COMPLEX_WORKDAYS, calendar);
    case 'special':
      return NO_LATEST;
    case 'simple':
    case null:
      return null;
  }
}

/** The service centre's day on which an instant falls. */
export function shanghaiDay(at: Instant): Day {
  return dayText(toLocal(msOf(at), CHINA_CALENDAR.zone).day);
}
