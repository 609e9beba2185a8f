import type { Day, Instant } from '../../contracts/instants.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { dayText } from '../calendar/days.ts';
import { fromLocal, HOUR, instantOf, MINUTE, msOf, toLocal } from '../calendar/zone.ts';

export type ShiftName = 'DAY' | 'LATE' | 'ONCALL';

export interface Shift {
  readonly shift: ShiftName;
  /** The day on which the shift starts. */
  readonly businessDate: Day;
  readonly start: Instant;
  readonly handoverBy: Instant;
}

const DAY_START = 8 * HOUR + 30 * MINUTE;
const LATE_START = 17 * HOUR + 30 * MINUTE;
const LATE_END = HOUR;

/** The shift on duty at an instant; its first instant belongs to it. Norm: S4 hand-over times, ONCALL is a DECISION. */
export function shiftAt(at: Instant, calendar: Calendar): Shift {
  const { day, time } = toLocal(msOf(at), calendar.zone);
  const shift = (name: ShiftName, start: [number, number], end: [number, number]): Shift => ({
    shift: name,
    businessDate: dayText(start[0]),
    start: instantOf(fromLocal(...start, calendar.zone)),
    handoverBy: instantOf(fromLocal(...end, calendar.zone)),
  });
  if (time < LATE_END) return shift('LATE', [day - 1, LATE_START], [day, LATE_END]);
  if (time < DAY_START) return shift('ONCALL', [day, LATE_END], [day, DAY_START]);
  if (time < LATE_START) return shift('DAY', [day, DAY_START], [day, LATE_START]);
  return shift('LATE', [day, LATE_START], [day + 1, LATE_END]);
}
