import type { HolidayNotice, NoticeDay } from '../../domain/calendar/holidayNotice.ts';

const off = (name: string, ...dates: string[]): NoticeDay[] => dates.map((date) => ({ name, date, isOffDay: true }));
const work = (name: string, date: string): NoticeDay[] => [{ name, date, isOffDay: false }];

/** A whole notice for 2027, made up around its statutory days: no real one is published yet. */
export const NOTICE_2027: HolidayNotice = {
  year: 2027,
  papers: [],
  days: [
    ...off('元旦', '2026-12-31', '2027-01-01'),
    ...off('春节', '2027-02-06', '2027-02-05', '2027-02-07', '2027-02-08', '2027-02-09'),
    ...work('春节', '2027-02-20'),
    ...off('清明节', '2027-04-05'),
    ...off('劳动节', '2027-05-01', '2027-05-02', '2027-05-03'),
    ...off('端午节', '2027-06-09'),
    ...off('中秋节', '2027-09-15'),
    ...off('国庆节', '2027-10-01', '2027-10-02', '2027-10-03', '2027-10-04'),
  ],
};

/** As the table that an administrator loads. */
export function csvOf({ year, days }: HolidayNotice): string {
  const rows = days.map(({ name, date, isOffDay }) => `${year},${date},${name},${isOffDay}\n`);
  return ['year,date,name,isOffDay\n', ...rows].join('');
}
