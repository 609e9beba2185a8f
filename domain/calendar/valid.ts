import type { Window } from './calendar.ts';
import { dayNumber } from './days.ts';

/** Years that a calendar may speak of: outside them a date is a slip of the pen. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;

const CLOCK_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

export function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** HH:MM from 00:00 to 24:00. */
export function isClockTime(text: string): boolean {
  return CLOCK_TIME.test(text);
}

/** The first window that is reversed, empty or begins before the one before it has closed; -1 where all are in order. */
export function windowOutOfOrder(windows: readonly Window[]): number {
  return windows.findIndex(
    ({ open, close }, index) => close <= open || (index > 0 && open < (windows[index - 1]?.close ?? '')),
  );
}

/** A year that calendars can speak of. */
export function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
}
