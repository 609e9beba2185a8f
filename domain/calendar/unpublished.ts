import type { Instant } from '../../contracts/instants.ts';
import type { Calendar } from './calendar.ts';
import { toCivil } from './days.ts';
import { dayOf } from './workTime.ts';
import { fromLocal, HOUR, instantOf, msOf } from './zone.ts';

/** Notices of a year come in November of the year before, so from then on one that is not loaded is missed. */
const NOTICE_MONTH = 11;

/**
 * Years whose notice should be loaded by now and is not: the running one, and from 1 November in the calendar's zone the next.
 * Norm: convention 13 of docs/norms.md.
 */
export function unpublishedYearsToWarn(calendar: Calendar, at: Instant): number[] {
  const { year, month } = toCivil(dayOf(msOf(at), calendar));
  const due = month >= NOTICE_MONTH ? [year, year + 1] : [year];
  return due.filter((wanted) => !calendar.publishedYears.includes(wanted));
}

/** Whether the notice of a year must be out by now: none has come later than November of the year before. */
export function isNoticeOut(calendar: Calendar, year: number, at: Instant): boolean {
  const now = toCivil(dayOf(msOf(at), calendar));
  return now.year >= year || (now.year === year - 1 && now.month > NOTICE_MONTH);
}

const MORNING = 9 * HOUR;

/** The next 09:00 of the calendar's zone, on whatever day. UTC. */
export function nextMorning(calendar: Calendar, at: Instant): Instant {
  const ms = msOf(at);
  const day = dayOf(ms, calendar);
  const today = fromLocal(day, MORNING, calendar.zone);
  return instantOf(today > ms ? today : fromLocal(day + 1, MORNING, calendar.zone));
}
