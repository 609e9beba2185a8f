import chineseDays from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { addMonths, dayNumber, dayText, fromCivil, toCivil, weekdayOf } from '../../../domain/calendar/days.ts';
import { isProvisional, isWorkday } from '../../../domain/calendar/workTime.ts';
import { msOf } from '../../../domain/calendar/zone.ts';

function workday(day: string): boolean {
  return isWorkday(dayNumber(day), CHINA_CALENDAR);
}

describe('the Chinese calendar', () => {
  test.each([2025, 2026])('agrees with the published table on every day of %i', (year) => {
    const differing: string[] = [];
    for (let day = fromCivil(year, 1, 1); day < fromCivil(year + 1, 1, 1); day++) {
      const text = dayText(day);
      if (workday(text) !== chineseDays.isWorkday(text)) differing.push(text);
    }
    expect(differing).toEqual([]);
  });

  test.each([
    '2027-01-01',
    '2027-02-05',
    '2027-02-08',
    '2027-04-05',
    '2027-05-01',
    '2027-05-02',
    '2027-06-09',
    '2027-09-15',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ])('%s is off by statute before the notice of 2027', (day) => {
    expect(workday(day)).toBe(false);
  });

  test.each(['2027-01-04', '2027-02-09', '2027-05-03', '2027-10-04'])(
    '%s works until the notice of 2027 says otherwise',
    (day) => {
      expect(workday(day)).toBe(true);
    },
  );

  test.each([
    ['2025-11-03T10:00:00+08:00', '2026-12-31T18:00:00+08:00', false],
    ['2026-12-31T10:00:00+08:00', '2027-01-01T00:00:00+08:00', true],
    ['2026-12-31T16:00:00Z', '2026-12-31T16:00:00Z', true],
    ['2024-12-31T10:00:00+08:00', '2025-01-02T18:00:00+08:00', true],
  ])('from %s to %s: provisional %s', (from, to, expected) => {
    expect(isProvisional(msOf(from), msOf(to), CHINA_CALENDAR)).toBe(expected);
  });
});

describe('days', () => {
  test('count as the Gregorian calendar does, from 1900 to 2200', () => {
    const differing: number[] = [];
    for (let day = fromCivil(1900, 1, 1); day <= fromCivil(2200, 12, 31); day++) {
      const date = new Date(day * 86_400_000);
      const { year, month, date: dayOfMonth } = toCivil(day);
      const same =
        date.toISOString().startsWith(dayText(day)) &&
        weekdayOf(day) === date.getUTCDay() &&
        fromCivil(year, month, dayOfMonth) === day;
      if (!same) differing.push(day);
    }
    expect(differing).toEqual([]);
  });

  test.each([
    ['2024-02-29', 24, '2026-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-11-30', -3, '2025-08-30'],
    ['2025-05-31', -3, '2025-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-01-31', -1, '2024-12-31'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(dayText(addMonths(dayNumber(day), months))).toBe(expected);
  });

  test.each(['2025-02-30', '2025-13-01', '2025-1-1', '', 'tomorrow'])('%j is no day', (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
  });
});
