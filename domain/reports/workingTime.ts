import type { Calendar } from '../calendar/calendar.ts';
import { addWorkdays, dayOf, workdayFrom } from '../calendar/workTime.ts';
import { workTable } from '../calendar/workTable.ts';
import { fromLocal } from '../calendar/zone.ts';

/** How much of the time between two instants lies in the hours of full service; all in ms. */
export function workingTimeBetween(from: number, to: number, calendar: Calendar): number {
  const last = dayOf(to, calendar);
  let total = 0;
  for (let day = workdayFrom(dayOf(from, calendar), calendar); day <= last; day = addWorkdays(day, 1, calendar)) {
    for (const span of workTable(calendar).spansOn(day)) {
      const start = Math.max(from, fromLocal(day, span.open, calendar.zone));
      const end = Math.min(to, fromLocal(day, span.close, calendar.zone));
      total += Math.max(0, end - start);
    }
  }
  return total;
}
