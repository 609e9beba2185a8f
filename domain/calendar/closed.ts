import { compareText } from '../../contracts/order.ts';
import type { Calendar, DayOverride } from './calendar.ts';
import { dayNumber, dayText, weekdayOf } from './days.ts';
import type { CalendarFault } from './fault.ts';

/** More days off in a row are a calendar gone wrong, however many entries tell them. */
const MOST_DAYS_OFF = 366;
const WEEK = 7;

/** Entries that together close the desk for more than a year; weekends between them are no days of work. */
export function closedTooLong({ overrides, week }: Calendar): CalendarFault[] {
  const off = overrides
    .map((override, index) => ({ override, index }))
    .filter(({ override }) => override.kind === 'off')
    .sort((a, b) => compareText(a.override.from, b.override.from));
  const worked = overrides.filter(({ kind }) => kind === 'work');
  let [first, last] = [Number.NaN, Number.NaN];
  for (const { override, index } of off) {
    const from = dayNumber(override.from);
    if (!goesOn(last, from, { week, worked })) first = from;
    last = dayNumber(override.to);
    if (last - first < MOST_DAYS_OFF) continue;
    const expected = { zh: `连续休息不超过${MOST_DAYS_OFF}天`, en: `at most ${MOST_DAYS_OFF} days off in a row` };
    return [{ pointer: `/overrides/${index}/to`, expected, got: override.to }];
  }
  return [];
}

/** Whether no day between the two has work. */
function goesOn(
  last: number,
  next: number,
  { week, worked }: { readonly week: Calendar['week']; readonly worked: readonly DayOverride[] },
): boolean {
  if (Number.isNaN(last) || next - last > WEEK) return false;
  for (let day = last + 1; day < next; day += 1) {
    if ((week[weekdayOf(day)] ?? []).length > 0) return false;
    const text = dayText(day);
    if (worked.some(({ from, to }) => from <= text && text <= to)) return false;
  }
  return true;
}
