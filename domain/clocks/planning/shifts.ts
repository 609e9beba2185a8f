import type { Day, Instant } from '../../../contracts/instants.ts';
import type { ShiftName } from '../../../contracts/rosters.ts';
import { type Calendar, STANDARD_SHIFTS } from '../../calendar/calendar.ts';
import { dayNumber, dayText } from '../../calendar/days.ts';
import { timeOf } from '../../calendar/workTable.ts';
import { fromLocal, instantOf, msOf, toLocal } from '../../calendar/zone.ts';

export interface Shift {
  readonly shift: ShiftName;
  /** The day on which the shift starts. */
  readonly businessDate: Day;
  readonly start: Instant;
  readonly handoverBy: Instant;
}

/** The shift on duty at an instant; its first instant belongs to it. */
export function shiftAt(at: Instant, { zone, shifts = STANDARD_SHIFTS }: Calendar): Shift {
  const { day, time } = toLocal(msOf(at), zone);
  const [oncall, daytime, late] = [timeOf(shifts.ONCALL), timeOf(shifts.DAY), timeOf(shifts.LATE)];
  const shift = (name: ShiftName, start: [number, number], end: [number, number]): Shift => ({
    shift: name,
    businessDate: dayText(start[0]),
    start: instantOf(fromLocal(...start, zone)),
    handoverBy: instantOf(fromLocal(...end, zone)),
  });
  if (time < oncall) return shift('LATE', [day - 1, late], [day, oncall]);
  if (time < daytime) return shift('ONCALL', [day, oncall], [day, daytime]);
  if (time < late) return shift('DAY', [day, daytime], [day, late]);
  return shift('LATE', [day, late], [day + 1, oncall]);
}

/** The shift of that name that starts on a day. Throws a RangeError for a day that does not exist. */
export function shiftOn(day: Day, name: ShiftName, calendar: Calendar): Shift {
  const { zone, shifts = STANDARD_SHIFTS } = calendar;
  return shiftAt(instantOf(fromLocal(dayNumber(day), timeOf(shifts[name]), zone)), calendar);
}
