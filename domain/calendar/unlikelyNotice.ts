import type { Words } from '../../contracts/words.ts';
import type { Calendar } from './calendar.ts';
import { dayNumber, weekdayOf } from './days.ts';
import type { CalendarFault } from './fault.ts';
import type { HolidayNotice } from './holidayNotice.ts';

/** Notices since 2008 name 26 to 33 days off, the weekends in them included. */
const MOST_DAYS_OFF = 40;
const WEEKEND: readonly number[] = [0, 6];

const MADE_UP: Words = {
  zh: '调休上班的周六或周日：该日本来就是工作日',
  en: 'a Saturday or Sunday worked in exchange: this day is a workday anyway',
};

/** What no notice of the State Council says: more days off than any has, or a workday made of what is one. */
export function unlikelyNotice({ week }: Calendar, { days }: HolidayNotice): CalendarFault[] {
  const daysOff = days.filter(({ isOffDay }) => isOffDay).map(({ date }) => date);
  const anyway = days.flatMap(({ date, isOffDay }, index): CalendarFault[] => {
    const weekday = weekdayOf(dayNumber(date));
    const changesIt = isOffDay || WEEKEND.includes(weekday) || week[weekday]?.length === 0;
    return changesIt ? [] : [{ pointer: `/days/${index}/date`, expected: MADE_UP, got: date }];
  });
  return [...(daysOff.length > MOST_DAYS_OFF ? [tooMany(daysOff.length)] : []), ...anyway];
}

function tooMany(count: number): CalendarFault {
  return {
    pointer: '/days',
    expected: {
      zh: `一年至多 ${MOST_DAYS_OFF} 天放假（含其中的周末）`,
      en: `at most ${MOST_DAYS_OFF} days off in a year, the weekends in them included`,
    },
    got: { zh: `${count} 天放假`, en: `${count} days off` },
  };
}
