import type { Day } from '../../contracts/instants.ts';

/** Days since 1970-01-01, without any time zone: what calendar arithmetic counts in. */
export type DayNumber = number;

export interface Civil {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly date: number;
}

const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_PER_ERA = 146_097;

/** Proleptic Gregorian; the year is shifted to begin in March, so that the leap day is its last. */
export function fromCivil(year: number, month: number, date: number): DayNumber {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

/** The inverse of `fromCivil`. */
export function toCivil(day: DayNumber): Civil {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date };
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Throws a RangeError for anything that is not an existing day as YYYY-MM-DD. */
export function dayNumber(text: Day): DayNumber {
  const match = DAY_TEXT.exec(text);
  const day = match ? fromCivil(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (Number.isNaN(day) || dayText(day) !== text) throw new RangeError(`not a day as YYYY-MM-DD: ${text}`);
  return day;
}

export function dayText(day: DayNumber): Day {
  const { year, month, date } = toCivil(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** The same date so many months later (or earlier, negative); the last day of the month where it does not exist (Civil Code art. 202). */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, date } = toCivil(day);
  const total = year * 12 + (month - 1) + months;
  const first = fromCivil(Math.floor(total / 12), (((total % 12) + 12) % 12) + 1, 1);
  const next = fromCivil(Math.floor((total + 1) / 12), ((((total + 1) % 12) + 12) % 12) + 1, 1);
  return Math.min(first + date - 1, next - 1);
}
