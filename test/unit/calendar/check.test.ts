import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING, type Words } from '../../../contracts/words.ts';
import type { Calendar, DayOverride, Window } from '../../../domain/calendar/calendar.ts';
import { checkCalendar } from '../../../domain/calendar/check.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayNumber, dayText } from '../../../domain/calendar/days.ts';

const C = CHINA_CALENDAR;
const FULL: readonly Window[] = [{ open: '09:00', close: '18:00' }];

function monday(...windows: Window[]): Partial<Calendar> {
  return { week: [[], windows, FULL, FULL, FULL, FULL, []] };
}

function also(...added: Partial<DayOverride>[]): Partial<Calendar> {
  const day = { zh: '盘点', en: 'Stocktaking', from: '2026-03-02', to: '2026-03-02', kind: 'off' } as const;
  return { overrides: [...C.overrides, ...added.map((each) => ({ ...day, ...each }))] };
}

const NEXT = `/overrides/${C.overrides.length}`;

const IN_BOTH = {
  zh: expect.stringMatching(/\p{Script=Han}|^null/u),
  en: expect.stringMatching(/^[^\p{Script=Han}]+$/u),
};

describe('a calendar is checked before it may set limits', () => {
  test('the built-in one is sound', () => {
    expect(checkCalendar(C)).toEqual([]);
  });

  test('so is one of another zone, by its own rules, with a break and a short day', () => {
    const berlin: Calendar = {
      ...C,
      ...monday({ open: '08:00', close: '12:00' }, { open: '12:00', close: '24:00' }),
      ...also({ kind: 'work', windows: [{ open: '00:00', close: '06:30' }] }),
      zone: { name: 'Europe/Berlin', utcOffsetMinutes: null },
    };
    expect(checkCalendar(berlin)).toEqual([]);
  });

  test.each<[string, Partial<Calendar>, string, string | Words]>([
    ['never opens', { week: [[], [], [], [], [], [], []] }, '/week', NOTHING],
    [
      'has a reversed window of the phone',
      { phoneHours: [{ open: '18:00', close: '09:00' }] },
      '/phoneHours/0',
      '18:00–09:00',
    ],
    ['has a shift at no time', { shifts: { ONCALL: '01:00', DAY: '8:30', LATE: '17:30' } }, '/shifts/DAY', '8:30'],
    ['has shifts out of order', { shifts: { ONCALL: '01:00', DAY: '18:00', LATE: '17:30' } }, '/shifts/LATE', '17:30'],
    ['has a reversed window', monday({ open: '18:00', close: '09:00' }), '/week/1/0', '18:00–09:00'],
    ['has an empty window', monday({ open: '09:00', close: '09:00' }), '/week/1/0', '09:00–09:00'],
    [
      'has overlapping windows',
      monday({ open: '09:00', close: '13:00' }, { open: '12:00', close: '18:00' }),
      '/week/1/1',
      '12:00–18:00',
    ],
    ['has a time that is none', monday({ open: '9', close: '24:30' }), '/week/1/0/close', '24:30'],
    [
      'has reduced hours that overlap',
      { reducedOnlineHours: [...FULL, ...FULL] },
      '/reducedOnlineHours/1',
      '09:00–18:00',
    ],
    ['opens days without hours', { fullHours: [] }, '/fullHours', NOTHING],
    [
      'names an unknown zone',
      { zone: { name: 'Asia/Atlantis', utcOffsetMinutes: 480 } },
      '/zone/name',
      'Asia/Atlantis',
    ],
    [
      'fixes the offset of a zone with summer time',
      { zone: { name: 'Europe/Berlin', utcOffsetMinutes: 60 } },
      '/zone/utcOffsetMinutes',
      '60',
    ],
    [
      'has an absurd offset',
      { zone: { name: 'Asia/Shanghai', utcOffsetMinutes: 4800 } },
      '/zone/utcOffsetMinutes',
      '4800',
    ],
    ['tells a day twice', also({}, {}), `/overrides/${C.overrides.length + 1}`, '2026-03-02'],
    ['tells a day again within a range', also({ from: '2026-02-27', to: '2026-03-01' }), NEXT, '2026-02-28'],
    ['names a day that does not exist', also({ from: '2026-02-30' }), `${NEXT}/from`, '2026-02-30'],
    ['names a year out of reach', also({ from: '0026-03-02' }), `${NEXT}/from`, '0026-03-02'],
    ['has a reversed range', also({ to: '2026-03-01' }), `${NEXT}/to`, '2026-03-01'],
    ['closes for years', also({ to: '2028-03-01' }), `${NEXT}/to`, '2028-03-01'],
    ['closes a day with hours', also({ windows: FULL }), `${NEXT}/windows`, '1'],
    ['opens a day with no hours', also({ kind: 'work', windows: [] }), `${NEXT}/windows`, NOTHING],
    [
      'opens a day with a reversed window',
      also({ kind: 'work', windows: [{ open: '10:00', close: '09:00' }] }),
      `${NEXT}/windows/0`,
      '10:00–09:00',
    ],
    [
      'has a yearly day that does not exist',
      { yearlyDaysOff: [{ zh: '无', en: 'None', date: '02-30' }] },
      '/yearlyDaysOff/0/date',
      '02-30',
    ],
    [
      'has a yearly day twice',
      { yearlyDaysOff: [...C.yearlyDaysOff, ...C.yearlyDaysOff.slice(0, 1)] },
      `/yearlyDaysOff/${C.yearlyDaysOff.length}/date`,
      '01-01',
    ],
    ['publishes a year without its notice', { publishedYears: [2025, 2026, 2028] }, '/publishedYears/2', NOTHING],
    ['publishes a year twice', { publishedYears: [2025, 2026, 2026] }, '/publishedYears/2', '2026'],
    ['publishes what is no year', { publishedYears: [2025, 2026, 20] }, '/publishedYears/2', '20'],
  ])('one that %s is told so', (_, change, pointer, got) => {
    expect(checkCalendar({ ...C, ...change })).toContainEqual({ pointer, expected: IN_BOTH, got });
  });

  test('a published year keeps its statutory days off, whoever wrote the draft', () => {
    const overrides = C.overrides.filter(({ from }) => from !== '2026-10-01');
    expect(checkCalendar({ ...C, overrides })).toEqual([
      {
        pointer: '/publishedYears/1',
        expected: expect.objectContaining({
          en: 'the whole notice of 2026 among the overrides, also 2026-10-01 to 2026-10-03',
        }),
        got: '2026',
      },
    ]);
  });

  test('the desk may work on a statutory day off that it tells so itself', () => {
    const overrides = C.overrides.filter(({ from }) => from !== '2026-10-01');
    const kept = { zh: '国庆节', en: 'National Day', from: '2026-10-01', to: '2026-10-02', kind: 'off' } as const;
    const own = { ...kept, from: '2026-10-03', to: '2026-10-03', kind: 'work' } as const;
    expect(checkCalendar({ ...C, overrides: [...overrides, kept, own] })).toEqual([]);
  });

  test.each([
    ['entries that follow one another', '2028-07-01'],
    ['a weekend between them', '2028-07-03'],
  ])('it may not be closed for more than a year by %s', (_, second) => {
    const closed = { zh: '歇业', en: 'Closed', kind: 'off' } as const;
    const overrides = [
      ...C.overrides,
      { ...closed, from: '2028-01-01', to: '2028-06-30' },
      { ...closed, from: second, to: '2029-06-30' },
    ];
    expect(checkCalendar({ ...C, overrides })).toEqual([
      {
        pointer: `/overrides/${C.overrides.length + 1}/to`,
        expected: { zh: '连续休息不超过366天', en: 'at most 366 days off in a row' },
        got: '2029-06-30',
      },
    ]);
  });

  test('counted day by day it is closed for more than a year exactly where that is a fault', () => {
    const first = dayNumber('2028-01-01');
    const stretches = fc.array(fc.tuple(fc.integer({ min: 150, max: 260 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(stretches, (lengths) => {
        let next = first;
        const overrides = lengths.map(([length, gap]) => {
          const from = next + gap;
          next = from + length;
          return { zh: '歇业', en: 'Closed', kind: 'off', from: dayText(from), to: dayText(next - 1) } as const;
        });
        const calendar = { ...C, overrides: [...C.overrides, ...overrides] };
        const off = new Set(
          overrides.flatMap(({ from, to }) => {
            const begin = dayNumber(from);
            return Array.from({ length: dayNumber(to) - begin + 1 }, (_, n) => begin + n);
          }),
        );
        let [run, longest] = [0, 0];
        const last = Math.max(...off);
        for (let day = Math.min(...off); day <= last; day += 1) {
          const weekend = [0, 6].includes(new Date(day * 86_400_000).getUTCDay());
          // A weekend is part of it only between two closures.
          run = off.has(day) || (weekend && run > 0) ? run + 1 : 0;
          if (off.has(day)) longest = Math.max(longest, run);
        }
        expect(checkCalendar(calendar).length > 0).toBe(longest > 366);
      }),
    );
  });

  test('a day of work between them is enough', () => {
    const closed = { zh: '歇业', en: 'Closed', kind: 'off' } as const;
    const overrides = [
      { ...closed, from: '2028-01-01', to: '2028-10-30' },
      { ...closed, from: '2028-11-01', to: '2029-10-30' },
    ];
    expect(checkCalendar({ ...C, overrides: [...C.overrides, ...overrides] })).toEqual([]);
  });

  test('all faults are told at once', () => {
    const faults = checkCalendar({
      ...C,
      ...monday({ open: '18:00', close: '09:00' }),
      ...also({}, {}),
      publishedYears: [1],
    });
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/week/1/0',
      `/overrides/${C.overrides.length + 1}`,
      '/publishedYears/0',
    ]);
  });
});
