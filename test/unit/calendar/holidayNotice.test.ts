import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { english } from '../../../contracts/words.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { checkCalendar } from '../../../domain/calendar/check.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayNumber, dayText } from '../../../domain/calendar/days.ts';
import type { HolidayNotice, NoticeDay } from '../../../domain/calendar/holidayNotice.ts';
import { applyHolidayNotice } from '../../../domain/calendar/applyHolidayNotice.ts';
import { isNoticeOut, unpublishedYearsToWarn } from '../../../domain/calendar/unpublished.ts';
import { isProvisional, isWorkday } from '../../../domain/calendar/workTime.ts';
import { msOf } from '../../../domain/calendar/zone.ts';
import { NOTICE_2027 } from '../../support/holidayNotices.ts';

const off = (name: string, date: string): NoticeDay => ({ name, date, isOffDay: true });
const work = (name: string, date: string): NoticeDay => ({ name, date, isOffDay: false });
const notice = (year: number | null, ...days: NoticeDay[]): HolidayNotice => ({ year, papers: [], days });
function loaded(told: HolidayNotice, into: Calendar = CHINA_CALENDAR): Calendar {
  const outcome = applyHolidayNotice(into, told);
  if ('faults' in outcome) throw new Error(JSON.stringify(outcome.faults));
  return outcome.calendar;
}

function faults(told: HolidayNotice): string[] {
  const outcome = applyHolidayNotice(CHINA_CALENDAR, told);
  return 'faults' in outcome
    ? outcome.faults.map(({ pointer, expected, got }) => `${pointer}: ${expected.en}; ${english(got)}`)
    : [];
}

describe('loading the notice of a year', () => {
  test('publishes the year as a new version and leaves the old one as it was', () => {
    const calendar = loaded(NOTICE_2027);
    expect(calendar).toMatchObject({ version: '2027.1', publishedYears: [2025, 2026, 2027] });
    expect(CHINA_CALENDAR.publishedYears).toEqual([2025, 2026]);
    expect(checkCalendar(calendar)).toEqual([]);
    expect(isProvisional(msOf('2026-12-30T02:00:00Z'), msOf('2027-01-04T02:00:00Z'), calendar)).toBe(false);
    expect(loaded(NOTICE_2027, calendar).version).toBe('2027.2');
  });

  test('its days hold, ranges are one entry, and what was assumed for the year is gone', () => {
    const calendar = loaded(NOTICE_2027);
    const workday = (day: string) => isWorkday(dayNumber(day), calendar);
    expect(['2026-12-31', '2027-02-05', '2027-02-09', '2027-10-04'].map(workday)).toEqual([false, false, false, false]);
    expect(['2027-01-04', '2027-02-10', '2027-02-20', '2027-05-04'].map(workday)).not.toContain(false);
    expect(
      calendar.overrides.filter(({ notice: year }) => year === 2027).map(({ from, to, en }) => [from, to, en]),
    ).toEqual([
      ['2026-12-31', '2027-01-01', "New Year's Day"],
      ['2027-02-05', '2027-02-09', 'Spring Festival'],
      ['2027-02-20', '2027-02-20', 'Spring Festival'],
      ['2027-04-05', '2027-04-05', 'Qingming Festival'],
      ['2027-05-01', '2027-05-03', 'Labour Day'],
      ['2027-06-09', '2027-06-09', 'Dragon Boat Festival'],
      ['2027-09-15', '2027-09-15', 'Mid-Autumn Festival'],
      ['2027-10-01', '2027-10-04', 'National Day'],
    ]);
  });

  test('the desk keeps its own days, split where the notice tells one of them otherwise', () => {
    const own = { zh: '盘点', en: 'Stocktaking', kind: 'off', from: '2027-02-18', to: '2027-02-22' } as const;
    const calendar = loaded(NOTICE_2027, { ...CHINA_CALENDAR, overrides: [...CHINA_CALENDAR.overrides, own] });
    expect(calendar.overrides.filter(({ en }) => en === own.en).map(({ from, to }) => [from, to])).toEqual([
      ['2027-02-18', '2027-02-19'],
      ['2027-02-21', '2027-02-22'],
    ]);
    expect(checkCalendar(calendar)).toEqual([]);
  });

  test.each<[string, HolidayNotice, string]>([
    ['no year', notice(null, off('元旦', '2027-01-01')), '/year: the year that the notice is for; none'],
    ['the wrong year', notice(2027, off('元旦', '2026-01-01')), '/year: the year of its days, 2026; 2027'],
    [
      'a year left out before',
      notice(2028, off('元旦', '2028-01-01')),
      '/year: a year from 2024 to 2027, so that none between is missing; 2028',
    ],
    ['no days', notice(2027), '/days: at least one day; none'],
    ['a year out of reach', notice(1027, off('元旦', '1027-01-01')), '/year: a year from 2000 to 2099; 1027'],
    [
      'two entries for a day',
      notice(2027, off('元旦', '2027-01-01'), work('元旦', '2027-01-01')),
      '/days/1/date: each day once: it is named before as a day off, 元旦; 2027-01-01',
    ],
    [
      'a day of the year after',
      notice(2027, off('元旦', '2027-01-01'), off('元旦', '2028-01-01')),
      '/days/1/date: a day of 2027 or of December 2026; 2028-01-01',
    ],
    [
      'a day of the November before',
      notice(2027, off('元旦', '2027-01-01'), off('元旦', '2026-11-30')),
      '/days/1/date: a day of 2027 or of December 2026; 2026-11-30',
    ],
    [
      'a day that does not exist',
      notice(2027, off('春节', '2027-02-29')),
      '/days/0/date: an existing day as YYYY-MM-DD; 2027-02-29',
    ],
    ['a day without a name', notice(2027, off(' ', '2027-01-01')), '/days/0/name: the name of a holiday; none'],
  ])('refuses %s', (_, told, expected) => {
    expect(faults(told)).toContain(expected);
  });

  test('refuses a part of a notice, and names the statutory days that are missing', () => {
    const first = notice(2027, off('元旦', '2027-01-01'));
    expect(faults(first)).toEqual([
      '/days: the whole notice of 2027, also with days off on 2027-02-05 to 2027-02-08, 2027-04-05, ' +
        '2027-05-01 to 2027-05-02, 2027-06-09, 2027-09-15, 2027-10-01 to 2027-10-03; 1 day off',
    ]);
    const worked = NOTICE_2027.days.map((day) => (day.date === '2027-10-02' ? { ...day, isOffDay: false } : day));
    expect(faults({ ...NOTICE_2027, days: worked })).toEqual([
      '/days: the whole notice of 2027, also with days off on 2027-10-02; 16 days off',
    ]);
  });

  const STATUTORY_2027 = ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15']
    .concat('10-01', '10-02', '10-03')
    .map((date) => `2027-${date}`);

  test('refuses it exactly where a statutory day is missing, and names each of them', () => {
    fc.assert(
      fc.property(fc.subarray([...NOTICE_2027.days], { minLength: 1 }), (days) => {
        const told = days.map(({ date }) => date);
        fc.pre(told.some((date) => date.startsWith('2027')));
        const missing = STATUTORY_2027.filter((date) => !told.includes(date));
        const found = faults({ ...NOTICE_2027, days }).join();
        expect(found === '').toBe(missing.length === 0);
        const [first] = missing;
        const last = missing.at(-1);
        if (first !== undefined && last !== undefined)
          expect([found.includes(first), found.includes(last)]).toEqual([true, true]);
      }),
    );
  });

  test('loaded again it may no longer fall short of the days of every year either', () => {
    const calendar = loaded(NOTICE_2027);
    const cut = NOTICE_2027.days.filter(({ name }) => name !== '国庆节');
    const outcome = applyHolidayNotice(calendar, { ...NOTICE_2027, days: cut });
    expect(outcome).toMatchObject({
      faults: [{ expected: { en: expect.stringContaining('2027-10-01 to 2027-10-03') } }],
    });
  });
});

describe('what no notice says', () => {
  const dayOf = (n: number) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10);

  test('more days off than any notice has', () => {
    const all = Array.from({ length: 365 }, (_, n) => off('元旦', dayOf(n)));
    expect(faults(notice(2027, ...all))).toEqual([
      '/days: at most 40 days off in a year, the weekends in them included; 365 days off',
    ]);
  });

  test('a workday made of one that is a workday anyway', () => {
    const days = [...NOTICE_2027.days, work('中秋节', '2027-08-25'), work('中秋节', '2027-09-11')];
    expect(faults({ ...NOTICE_2027, days })).toEqual([
      `/days/${days.length - 2}/date: a Saturday or Sunday worked in exchange: this day is a workday anyway; 2027-08-25`,
    ]);
  });

  test('a year published before without one of its holidays, of which it may still move days', () => {
    const told: HolidayNotice = {
      year: 2026,
      papers: [],
      days: CHINA_CALENDAR.overrides
        .filter((day) => day.notice === 2026)
        .flatMap(({ zh, kind, from, to }) =>
          Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, n) => ({
            name: zh,
            date: dayText(dayNumber(from) + n),
            isOffDay: kind === 'off',
          })),
        ),
    };
    expect(faults(told)).toEqual([]);
    expect(faults({ ...told, days: told.days.filter(({ date }) => date !== '2026-02-23') })).toEqual([]);
    const lunar = ['春节', '清明节', '端午节', '中秋节'];
    expect(faults({ ...told, days: told.days.filter(({ name }) => !lunar.includes(name)) })).toEqual([
      '/days: the whole notice of 2026, also with days off on 2026-02-15 to 2026-02-23, 2026-04-04 to 2026-04-06, ' +
        '2026-06-19 to 2026-06-21, 2026-09-25 to 2026-09-27; 15 days off',
    ]);
  });
});

describe('years not published', () => {
  test.each([
    ['2026-10-31T23:59:59+08:00', []],
    ['2026-11-01T00:00:00+08:00', [2027]],
    ['2026-12-31T12:00:00+08:00', [2027]],
    ['2027-01-01T00:00:00+08:00', [2027]],
    ['2027-11-01T00:00:00+08:00', [2027, 2028]],
  ])('at %s are warned of: %j', (at, years) => {
    expect(unpublishedYearsToWarn(CHINA_CALENDAR, at)).toEqual(years);
  });

  test.each([
    ['2026-11-30T23:59:59+08:00', false],
    ['2026-12-01T00:00:00+08:00', true],
    ['2027-01-01T00:00:00+08:00', true],
    ['2028-05-01T00:00:00+08:00', true],
    ['2025-12-31T12:00:00+08:00', false],
  ])('at %s the notice of 2027 must be out: %s', (at, out) => {
    expect(isNoticeOut(CHINA_CALENDAR, 2027, at)).toBe(out);
  });

  test('nobody is warned once the notice is loaded', () => {
    expect(unpublishedYearsToWarn(loaded(NOTICE_2027), '2026-11-22T00:00:00Z')).toEqual([]);
  });
});
