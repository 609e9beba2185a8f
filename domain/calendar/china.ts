import type { Calendar, DayOverride, Named, Window } from './calendar.ts';

const NEW_YEAR = { zh: '元旦', en: "New Year's Day" };
const SPRING = { zh: '春节', en: 'Spring Festival' };
const QINGMING = { zh: '清明节', en: 'Qingming Festival' };
const LABOUR = { zh: '劳动节', en: 'Labour Day' };
const DRAGON_BOAT = { zh: '端午节', en: 'Dragon Boat Festival' };
const MID_AUTUMN = { zh: '中秋节', en: 'Mid-Autumn Festival' };
const NATIONAL = { zh: '国庆节', en: 'National Day' };
const NATIONAL_AND_MID_AUTUMN = { zh: '国庆节、中秋节', en: 'National Day and Mid-Autumn Festival' };

const FULL: readonly Window[] = [{ open: '09:00', close: '18:00' }];

function off(name: Named, from: string, to = from): DayOverride {
  return { ...name, from, to, kind: 'off' };
}

/** A Saturday or Sunday worked in exchange for a day of the named holiday. */
function adjusted(name: Named, day: string): DayOverride {
  return { ...name, from: day, to: day, kind: 'work' };
}

/** State Council notices for 2025 and 2026; of 2027 the statutory days alone, as no notice is published. */
export const CHINA_CALENDAR: Calendar = {
  id: 'china',
  version: '2026.1',
  zone: { name: 'Asia/Shanghai', utcOffsetMinutes: 480 },
  week: [[], FULL, FULL, FULL, FULL, FULL, []],
  fullHours: FULL,
  reducedOnlineHours: [{ open: '10:00', close: '16:00' }],
  publishedYears: [2025, 2026],
  yearlyDaysOff: [
    { ...NEW_YEAR, date: '01-01' },
    { ...LABOUR, date: '05-01' },
    { ...LABOUR, date: '05-02' },
    { ...NATIONAL, date: '10-01' },
    { ...NATIONAL, date: '10-02' },
    { ...NATIONAL, date: '10-03' },
  ],
  overrides: [
    off(NEW_YEAR, '2025-01-01'),
    adjusted(SPRING, '2025-01-26'),
    off(SPRING, '2025-01-28', '2025-02-04'),
    adjusted(SPRING, '2025-02-08'),
    off(QINGMING, '2025-04-04', '2025-04-06'),
    adjusted(LABOUR, '2025-04-27'),
    off(LABOUR, '2025-05-01', '2025-05-05'),
    off(DRAGON_BOAT, '2025-05-31', '2025-06-02'),
    adjusted(NATIONAL, '2025-09-28'),
    off(NATIONAL_AND_MID_AUTUMN, '2025-10-01', '2025-10-08'),
    adjusted(NATIONAL, '2025-10-11'),

    off(NEW_YEAR, '2026-01-01', '2026-01-03'),
    adjusted(NEW_YEAR, '2026-01-04'),
    adjusted(SPRING, '2026-02-14'),
    off(SPRING, '2026-02-15', '2026-02-23'),
    adjusted(SPRING, '2026-02-28'),
    off(QINGMING, '2026-04-04', '2026-04-06'),
    off(LABOUR, '2026-05-01', '2026-05-05'),
    adjusted(LABOUR, '2026-05-09'),
    off(DRAGON_BOAT, '2026-06-19', '2026-06-21'),
    adjusted(NATIONAL, '2026-09-20'),
    off(MID_AUTUMN, '2026-09-25', '2026-09-27'),
    off(NATIONAL, '2026-10-01', '2026-10-07'),
    adjusted(NATIONAL, '2026-10-10'),

    off(SPRING, '2027-02-05', '2027-02-08'),
    off(QINGMING, '2027-04-05'),
    off(DRAGON_BOAT, '2027-06-09'),
    off(MID_AUTUMN, '2027-09-15'),
  ],
};
