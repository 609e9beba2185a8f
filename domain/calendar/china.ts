import type { Words } from '../../contracts/words.ts';
import { type Calendar, type DayOverride, STANDARD_SHIFTS, type Window } from './calendar.ts';
import { HOLIDAYS, holidayNamed } from './holidays.ts';

const NATIONAL_AND_MID_AUTUMN = holidayNamed('国庆节、中秋节');

const FULL: readonly Window[] = [{ open: '09:00', close: '18:00' }];

function off(name: Words, from: string, to = from): DayOverride {
  return { ...name, from, to, kind: 'off' };
}

/** A Saturday or Sunday worked in exchange for a day of the named holiday. */
function adjusted(name: Words, day: string): DayOverride {
  return { ...name, from: day, to: day, kind: 'work' };
}

/** What the notice of a year replaces when it is loaded (again). */
function ofNotice(notice: number, overrides: readonly DayOverride[]): DayOverride[] {
  return overrides.map((override) => ({ ...override, notice }));
}

const NOTICE_2025 = ofNotice(2025, [
  off(HOLIDAYS.newYear, '2025-01-01'),
  adjusted(HOLIDAYS.spring, '2025-01-26'),
  off(HOLIDAYS.spring, '2025-01-28', '2025-02-04'),
  adjusted(HOLIDAYS.spring, '2025-02-08'),
  off(HOLIDAYS.qingming, '2025-04-04', '2025-04-06'),
  adjusted(HOLIDAYS.labour, '2025-04-27'),
  off(HOLIDAYS.labour, '2025-05-01', '2025-05-05'),
  off(HOLIDAYS.dragonBoat, '2025-05-31', '2025-06-02'),
  adjusted(HOLIDAYS.national, '2025-09-28'),
  off(NATIONAL_AND_MID_AUTUMN, '2025-10-01', '2025-10-08'),
  adjusted(HOLIDAYS.national, '2025-10-11'),
]);

const NOTICE_2026 = ofNotice(2026, [
  off(HOLIDAYS.newYear, '2026-01-01', '2026-01-03'),
  adjusted(HOLIDAYS.newYear, '2026-01-04'),
  adjusted(HOLIDAYS.spring, '2026-02-14'),
  off(HOLIDAYS.spring, '2026-02-15', '2026-02-23'),
  adjusted(HOLIDAYS.spring, '2026-02-28'),
  off(HOLIDAYS.qingming, '2026-04-04', '2026-04-06'),
  off(HOLIDAYS.labour, '2026-05-01', '2026-05-05'),
  adjusted(HOLIDAYS.labour, '2026-05-09'),
  off(HOLIDAYS.dragonBoat, '2026-06-19', '2026-06-21'),
  adjusted(HOLIDAYS.national, '2026-09-20'),
  off(HOLIDAYS.midAutumn, '2026-09-25', '2026-09-27'),
  off(HOLIDAYS.national, '2026-10-01', '2026-10-07'),
  adjusted(HOLIDAYS.national, '2026-10-10'),
]);

const STATUTORY_2027 = ofNotice(2027, [
  off(HOLIDAYS.spring, '2027-02-05', '2027-02-08'),
  off(HOLIDAYS.qingming, '2027-04-05'),
  off(HOLIDAYS.dragonBoat, '2027-06-09'),
  off(HOLIDAYS.midAutumn, '2027-09-15'),
]);

/** State Council notices for 2025 and 2026; of 2027 the statutory days alone, as no notice is published. */
export const CHINA_CALENDAR: Calendar = {
  id: 'china',
  version: '2026.1',
  zone: { name: 'Asia/Shanghai', utcOffsetMinutes: 480 },
  week: [[], FULL, FULL, FULL, FULL, FULL, []],
  fullHours: FULL,
  shifts: STANDARD_SHIFTS,
  reducedOnlineHours: [{ open: '10:00', close: '16:00' }],
  publishedYears: [2025, 2026],
  yearlyDaysOff: [
    { ...HOLIDAYS.newYear, date: '01-01' },
    { ...HOLIDAYS.labour, date: '05-01' },
    { ...HOLIDAYS.labour, date: '05-02' },
    { ...HOLIDAYS.national, date: '10-01' },
    { ...HOLIDAYS.national, date: '10-02' },
    { ...HOLIDAYS.national, date: '10-03' },
  ],
  overrides: [...NOTICE_2025, ...NOTICE_2026, ...STATUTORY_2027],
};
