import type { Day, Instant } from '../../contracts/instants.ts';
import { CHINA_CALENDAR } from '../calendar/china.ts';
import { dayNumber, dayText, weekdayOf } from '../calendar/days.ts';
import { fromLocal, instantOf } from '../calendar/zone.ts';

const MONDAY = 1;
const DAYS_A_WEEK = 7;

/** Whether a text is the date of a Monday, by which a roster's week is named. */
export function isMonday(text: string): boolean {
  try {
    return weekdayOf(dayNumber(text)) === MONDAY;
  } catch {
    return false;
  }
}

/** The seven days of a week, Monday first. Throws a RangeError for a day that does not exist. */
export function daysOfWeek(week: Day): Day[] {
  const monday = dayNumber(week);
  return Array.from({ length: DAYS_A_WEEK }, (_, index) => dayText(monday + index));
}

/** When the week has ended: midnight after its Sunday, in the service centre's zone. */
export function endOfWeek(week: Day): Instant {
  return instantOf(fromLocal(dayNumber(week) + DAYS_A_WEEK, 0, CHINA_CALENDAR.zone));
}
