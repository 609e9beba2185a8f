import type { Calendar } from '../../calendar/calendar.ts';
import { addMonths, fromCivil, toCivil } from '../../calendar/days.ts';
import {
  addWorkdays,
  addWorkingTime,
  closingOf,
  dayOf,
  isWorkday,
  nextOpen,
  openingOf,
  sameTimeNextWorkday,
  workdayEnd,
  workdayFrom,
} from '../../calendar/workTime.ts';
import { fromLocal, instantOf, msOf } from '../../calendar/zone.ts';
import { msOfDuration } from '../duration.ts';
import type { Length } from '../setting.ts';
import { shiftAt } from './shifts.ts';

/** Where a clock of this length ends; `start` and answer in ms. Null for a date set by hand. */
export function endOf(length: Length, start: number, calendar: Calendar): number | null {
  const day = dayOf(start, calendar);
  switch (length.kind) {
    case 'elapsed':
      return start + msOfDuration(length);
    case 'elapsed-with-workday':
      return Math.max(start + msOfDuration(length), workdayEnd(start, 1, calendar));
    case 'elapsed-then-opening':
      return nextOpen(start + msOfDuration(length), calendar);
    case 'working-time':
      return addWorkingTime(start, msOfDuration(length), calendar);
    case 'workdays':
      return workdayEnd(start, length.n, calendar);
    case 'mail':
      return isWorkday(day, calendar) ? sameTimeNextWorkday(start, calendar) : workdayEnd(start, 1, calendar);
    case 'first-opening-day':
      return closingOf(firstOpeningDay(start, calendar), calendar);
    case 'calendar-days':
      return fromLocal(day + length.n + 1, 0, calendar.zone);
    case 'next-month': {
      const { year, month } = toCivil(day);
      return closingOf(workdayFrom(addMonths(fromCivil(year, month, 1), 1), calendar), calendar);
    }
    case 'months':
      return fromLocal(addMonths(day, length.n) + 1, 0, calendar.zone);
    case 'months-back':
      return fromLocal(addMonths(day, -length.n), 0, calendar.zone);
    case 'lead-workdays':
      return openingOf(addWorkdays(day, length.n, calendar), calendar);
    case 'shift-end':
      return msOf(shiftAt(instantOf(start), calendar).handoverBy);
    case 'set-date':
      return null;
  }
}

/** Whether days off have a say in a length; if not, its limits are never provisional. */
export function needsWorkdays(length: Length): boolean {
  switch (length.kind) {
    case 'elapsed':
    case 'calendar-days':
    case 'months':
    case 'months-back':
    case 'shift-end':
      return false;
    case 'elapsed-with-workday':
    case 'elapsed-then-opening':
    case 'working-time':
    case 'workdays':
    case 'mail':
    case 'first-opening-day':
    case 'next-month':
    case 'lead-workdays':
    case 'set-date':
      return true;
  }
}

function firstOpeningDay(start: number, calendar: Calendar): number {
  const first = workdayFrom(dayOf(start, calendar), calendar);
  return openingOf(first, calendar) >= start ? first : addWorkdays(first, 1, calendar);
}
