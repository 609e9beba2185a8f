import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayNumber, dayText } from '../../../domain/calendar/days.ts';
import {
  addWorkdays,
  addWorkingTime,
  closingOf,
  closingsBetween,
  isOpen,
  isReducedOnline,
  isWorkday,
  nextOpen,
  sameTimeNextWorkday,
  workdayBefore,
  workdayEnd,
  workingTimeBefore,
} from '../../../domain/calendar/workTime.ts';
import { HOUR, instantOf, MINUTE, msOf, toLocal } from '../../../domain/calendar/zone.ts';
import { at, local } from '../clocks/clock.ts';

const C = CHINA_CALENDAR;
const instants = fc.integer({ min: msOf('2024-06-01T00:00:00Z'), max: msOf('2027-12-31T00:00:00Z') });
const localText = (ms: number) => local(instantOf(ms)).slice(0, 16);

/** Counts day after day, as a person with a wall calendar does. */
function walkWorkdays(day: number, n: number): number {
  let current = day;
  for (let left = n; left > 0;) {
    current += 1;
    if (isWorkday(current, C)) left -= 1;
  }
  return current;
}

describe('wd(n): the day of the event is not counted, the limit ends at closing', () => {
  test.each([
    ['2025-11-03T10:00', 1, '2025-11-04T18:00'],
    ['2025-11-03T23:59', 1, '2025-11-04T18:00'],
    ['2025-11-07T09:00', 1, '2025-11-10T18:00'],
    ['2025-09-26T10:00', 5, '2025-10-10T18:00'],
    ['2025-12-31T10:00', 5, '2026-01-08T18:00'],
    ['2026-02-12T10:00', 3, '2026-02-24T18:00'],
    ['2026-12-31T10:00', 1, '2027-01-04T18:00'],
  ])('%s and %i workdays: %s', (start, n, expected) => {
    expect(localText(workdayEnd(msOf(at(start)), n, C))).toBe(expected);
  });

  test('agrees with counting day after day', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 600 }), (start, n) => {
        const { day } = toLocal(start, C.zone);
        expect(addWorkdays(day, n, C)).toBe(walkWorkdays(day, n));
      }),
    );
  });

  test('a later event never has an earlier limit, and no limit falls on a day off', () => {
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 1, max: 30 }), (one, other, n) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        const limit = workdayEnd(first, n, C);
        expect(limit).toBeLessThanOrEqual(workdayEnd(second, n, C));
        expect(isWorkday(toLocal(limit, C.zone).day, C)).toBe(true);
      }),
    );
  });

  test('the workday before the next workday is the day itself', () => {
    for (let day = dayNumber('2024-12-01'); day < dayNumber('2027-02-01'); day++) {
      if (isWorkday(day, C)) expect(workdayBefore(addWorkdays(day, 1, C), C)).toBe(day);
    }
  });

  test.each([0, -1, 1.5, Number.NaN])('%d workdays cannot be added', (n) => {
    expect(() => addWorkdays(dayNumber('2025-11-03'), n, C)).toThrow(RangeError);
  });
});

describe('closings in a stretch', () => {
  test('agree with looking at each day', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 60 * 24 * 60 }), (from, minutes) => {
        const to = from + minutes * MINUTE;
        let count = 0;
        for (let day = toLocal(from, C.zone).day; day <= toLocal(to, C.zone).day; day++) {
          if (isWorkday(day, C) && from < closingOf(day, C) && closingOf(day, C) <= to) count += 1;
        }
        expect(closingsBetween(from, to, C)).toBe(count);
      }),
    );
  });
});

describe('hours of service', () => {
  test.each([
    ['2025-11-07T08:59', false, false],
    ['2025-11-07T09:00', true, false],
    ['2025-11-07T12:30', true, false],
    ['2025-11-07T17:59', true, false],
    ['2025-11-07T18:00', false, false],
    ['2025-11-08T09:59', false, false],
    ['2025-11-08T10:00', false, true],
    ['2025-11-08T15:59', false, true],
    ['2025-11-08T16:00', false, false],
    ['2025-09-28T09:30', true, false],
    ['2025-10-01T11:00', false, true],
  ])('%s: full %s, reduced online %s', (text, full, reduced) => {
    expect([isOpen(msOf(at(text)), C), isReducedOnline(msOf(at(text)), C)]).toEqual([full, reduced]);
  });

  test.each([
    ['2025-11-07T18:00', '2025-11-07T14:00'],
    ['2025-11-07T13:00', '2025-11-07T09:00'],
    ['2025-11-07T11:00', '2025-11-06T16:00'],
    ['2025-11-10T08:00', '2025-11-07T14:00'],
    ['2025-11-09T12:00', '2025-11-07T14:00'],
    ['2026-02-24T10:00', '2026-02-14T15:00'],
  ])('four working hours before %s is %s', (end, expected) => {
    expect(localText(workingTimeBefore(msOf(at(end)), 4 * HOUR, C))).toBe(expected);
  });

  test.each([
    ['2025-11-07T14:00', '2025-11-07T18:00'],
    ['2025-11-07T15:30', '2025-11-10T10:30'],
    ['2025-11-07T20:00', '2025-11-10T13:00'],
    ['2025-11-07T07:00', '2025-11-07T13:00'],
  ])('four working hours after %s is %s', (start, expected) => {
    expect(localText(addWorkingTime(msOf(at(start)), 4 * HOUR, C))).toBe(expected);
  });

  test.each([
    ['2025-11-07T10:00', '2025-11-07T10:00'],
    ['2025-11-07T18:00', '2025-11-10T09:00'],
    ['2025-11-08T12:00', '2025-11-10T09:00'],
    ['2025-11-07T02:00', '2025-11-07T09:00'],
  ])('the first opening from %s on is %s', (start, expected) => {
    expect(localText(nextOpen(msOf(at(start)), C))).toBe(expected);
  });

  test('working time forward and back agree', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 40 * 60 }), (start, minutes) => {
        const end = addWorkingTime(start, minutes * MINUTE, C);
        expect(workingTimeBefore(end, minutes * MINUTE, C)).toBe(nextOpen(start, C));
      }),
    );
  });

  test('the same time on the next workday is never after its closing and never earlier for a later mail of a workday', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        const [first, second] = one <= other ? [one, other] : [other, one];
        const due = sameTimeNextWorkday(first, C);
        expect(due).toBeLessThanOrEqual(closingOf(toLocal(due, C.zone).day, C));
        if ([first, second].every((ms) => isWorkday(toLocal(ms, C.zone).day, C))) {
          expect(due).toBeLessThanOrEqual(sameTimeNextWorkday(second, C));
        }
      }),
    );
  });
});

describe('a calendar is data', () => {
  const split = [
    { open: '09:00', close: '12:00' },
    { open: '14:00', close: '18:00' },
  ];
  const custom: Calendar = {
    ...C,
    week: [[], split, split, split, split, split, []],
    overrides: [
      {
        from: '2025-11-05',
        to: '2025-11-05',
        kind: 'work',
        windows: [{ open: '09:00', close: '15:00' }],
        zh: '半日',
        en: 'Half day',
      },
      { from: '2025-11-08', to: '2025-11-08', kind: 'work', zh: '加班', en: 'Extra day' },
    ],
  };

  test('with two windows a day the break is not counted', () => {
    expect(localText(workingTimeBefore(msOf(at('2025-11-04T18:00')), 5 * HOUR, custom))).toBe('2025-11-04T11:00');
    expect(localText(addWorkingTime(msOf(at('2025-11-04T11:00')), 2 * HOUR, custom))).toBe('2025-11-04T15:00');
    expect(isOpen(msOf(at('2025-11-04T13:00')), custom)).toBe(false);
  });

  test('a shortened day ends its limits when it closes, and an opened Saturday counts', () => {
    expect(localText(workdayEnd(msOf(at('2025-11-04T10:00')), 1, custom))).toBe('2025-11-05T15:00');
    expect(dayText(addWorkdays(dayNumber('2025-11-07'), 1, custom))).toBe('2025-11-08');
  });

  test('one without open hours is refused', () => {
    const closed: Calendar = { ...C, week: [[], [], [], [], [], [], []], overrides: [] };
    expect(() => isOpen(0, closed)).toThrow('calendar china has no open hours');
  });

  test.each([
    [[{ open: '18:00', close: '09:00' }]],
    [
      [
        { open: '09:00', close: '12:00' },
        { open: '11:00', close: '18:00' },
      ],
    ],
    [[{ open: '9', close: '18:00' }]],
    [[{ open: '09:00', close: '24:30' }]],
  ])('windows %j are refused', (windows) => {
    expect(() => isOpen(0, { ...C, week: [[], windows, [], [], [], [], []] })).toThrow(RangeError);
  });
});
