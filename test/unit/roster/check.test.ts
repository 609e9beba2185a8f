import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldError } from '../../../contracts/errors.ts';
import type { StaffRole } from '../../../contracts/people.ts';
import { type RosterDay, SHIFT_NAMES } from '../../../contracts/rosters.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { checkRoster } from '../../../domain/roster/check.ts';
import { dutiesOf } from '../../../domain/roster/duty.ts';
import { daysOfWeek, isMonday } from '../../../domain/roster/week.ts';

const WEEK = '2026-11-23';
const STAFF: ReadonlyMap<string, StaffRole> = new Map([
  ['1001', 'agent'],
  ['1002', 'agent'],
  ['1003', 'seniorAgent'],
  ['1004', 'agent'],
  ['2001', 'specialist'],
  ['3002', 'manager'],
  ['3005', 'dutyAgent'],
  ['3015', 'dutyAgent'],
]);

/** 1004 is new. */
const MENTORS: ReadonlyMap<string, string> = new Map([['1004', '1003']]);

type Change = Partial<Omit<RosterDay, 'day'>>;

/** 3005 on call, on Sunday 3015; the other shifts as the test says, by the day's place in the week. */
function week(changes: Readonly<Record<number, Change>> = {}, monday = WEEK): RosterDay[] {
  return daysOfWeek(monday).map((day, index) => {
    const ONCALL = [index === 6 ? '3015' : '3005'];
    return { day, ONCALL, DAY: [], LATE: [], REST: [], ...changes[index] };
  });
}

function faults(days: readonly RosterDay[], neighbours: readonly RosterDay[] = []): FieldError[] {
  const calendar = CHINA_CALENDAR;
  return checkRoster(days, {
    week: WEEK,
    staff: STAFF,
    mentors: MENTORS,
    calendar,
    neighbours: dutiesOf(neighbours, calendar),
  });
}

function told(days: readonly RosterDay[], neighbours: readonly RosterDay[] = []): string[] {
  return faults(days, neighbours).map(({ pointer, expected }) => {
    return `${pointer}: ${typeof expected === 'string' ? expected : expected.en}`;
  });
}

const WORKDAYS = [0, 1, 2, 3, 4];
const onWorkdays = (change: Change): Record<number, Change> =>
  Object.fromEntries(WORKDAYS.map((index) => [index, change]));

describe('a roster that holds', () => {
  test('day and late shifts on workdays, somebody on call every night', () => {
    expect(told(week(onWorkdays({ DAY: ['1001'], LATE: ['1002'], REST: ['1003'] })))).toEqual([]);
  });

  test('on call in the night and late on the same date: nine hours lie between', () => {
    expect(told(week({ 0: { ONCALL: ['1001'], LATE: ['1001'] } }))).toEqual([]);
  });
});

describe('who is new', () => {
  test('works in the shifts of his mentor', () => {
    expect(told(week({ 0: { DAY: ['1003', '1004'] }, 1: { LATE: ['1004', '1003'] } }))).toEqual([]);
    expect(told(week({ 0: { REST: ['1004'] } }))).toEqual([]);
  });

  test('and in no other, by day, late or on call', () => {
    const expected = 'a shift in which the mentor 1003 works as well';
    expect(told(week({ 0: { DAY: ['1004'], LATE: ['1003'] }, 2: { ONCALL: ['3005', '1004'] } }))).toEqual([
      `/days/0/DAY/0: ${expected}`,
      `/days/2/ONCALL/1: ${expected}`,
    ]);
  });
});

describe('refused, each naming day and person', () => {
  test.each<[string, Record<number, Change>, string, string]>([
    ['somebody unknown', { 2: { DAY: ['7777'] } }, '/days/2/DAY/0', 'the number of an active member of staff'],
    ['a manager in a shift', { 1: { LATE: ['3002'] } }, '/days/1/LATE/0', 'somebody whose role is dutyAgent'],
    ['a specialist on call', { 1: { ONCALL: ['2001'] } }, '/days/1/ONCALL/0', 'somebody whose role is dutyAgent'],
    ['twice in a shift', { 3: { DAY: ['1001', '1001'] } }, '/days/3/DAY/1', 'each person once'],
    ['at work while resting', { 3: { DAY: ['1001'], REST: ['1001'] } }, '/days/3/DAY/0', 'nobody who rests'],
    [
      'nobody on call',
      { 4: { ONCALL: [] } },
      '/days/4/ONCALL',
      'at least one person on call in the night of 2026-11-27',
    ],
    [
      'day and late on one date',
      { 0: { DAY: ['1001'], LATE: ['1001'] } },
      '/days/0/LATE/0',
      'at least 8 hours of rest',
    ],
    ['on call, then day', { 0: { ONCALL: ['1001'], DAY: ['1001'] } }, '/days/0/DAY/0', 'at least 8 hours of rest'],
    ['late, then on call', { 0: { LATE: ['1001'] }, 1: { ONCALL: ['1001'] } }, '/days/1/ONCALL/0', 'at least 8 hours'],
    ['late, then day: 7 h 30', { 0: { LATE: ['1001'] }, 1: { DAY: ['1001'] } }, '/days/1/DAY/0', 'at least 8 hours'],
  ])('%s', (_what, changes, pointer, expected) => {
    const found = told(week(changes));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${pointer}: ${expected}`);
  });

  test('seven days at work: no rest day', () => {
    const all = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((index) => [index, { DAY: ['1001'] }]));
    expect(faults(week(all))).toEqual([
      { pointer: '/days/6/DAY/0', expected: expect.anything(), got: '1001 · 2026-11-29' },
    ]);
  });

  test('days that are not those of the week', () => {
    expect(told(week({}, '2026-11-30'))[0]).toBe('/days/0/day: 2026-11-23, the next day of the week');
    expect(told(week().slice(0, 6))).toEqual(['/days/6/day: 2026-11-29, the next day of the week']);
  });

  test('too soon after the last shift of the week before, and before the first of the week after', () => {
    const before = week({ 6: { LATE: ['1001'] } }, '2026-11-16');
    expect(told(week({ 0: { DAY: ['1001'] } }), before)[0]).toContain('/days/0/DAY/0: at least 8 hours');
    const after = week({ 0: { ONCALL: ['1001'] } }, '2026-11-30');
    expect(told(week({ 6: { LATE: ['1001'] } }), after)[0]).toContain('/days/6/LATE/0: at least 8 hours');
  });
});

describe('every roster of one shift a day with a rest day', () => {
  const shifts = fc.array(fc.constantFrom(...SHIFT_NAMES, 'REST' as const), { minLength: 7, maxLength: 7 });
  const HOURS: Readonly<Record<(typeof SHIFT_NAMES)[number], [number, number]>> = {
    ONCALL: [1, 8.5],
    DAY: [8.5, 17.5],
    LATE: [17.5, 25],
  };

  test('holds exactly where eight hours lie between any two shifts', () => {
    fc.assert(
      fc.property(shifts, (own) => {
        const days = week(Object.fromEntries(own.map((part, index) => [index, withPerson(part, index)])));
        const spans = own.flatMap((part, index) =>
          part === 'REST' ? [] : [HOURS[part].map((hour) => hour + 24 * index)],
        );
        const rested = spans.every((span, index) => (span[0] ?? 0) - (spans[index - 1]?.[1] ?? -24) >= 8);
        const holds = rested && spans.length < 7;
        expect(faults(days).length === 0).toBe(holds);
      }),
    );
  });

  function withPerson(part: (typeof SHIFT_NAMES)[number] | 'REST', index: number): Change {
    const night = index === 6 ? '3015' : '3005';
    return part === 'ONCALL' ? { ONCALL: [night, '1001'] } : { [part]: ['1001'] };
  }
});

test('a week is named by its Monday', () => {
  expect(isMonday('2026-11-23')).toBe(true);
  expect(isMonday('2026-11-24')).toBe(false);
  expect(isMonday('2026-02-30')).toBe(false);
  expect(isMonday('2026-W48')).toBe(false);
});
