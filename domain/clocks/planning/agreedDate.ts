import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { dayOfLimit, isWorkday } from '../../calendar/workTime.ts';
import { msOf } from '../../calendar/zone.ts';
import type { Timetable } from '../timetable.ts';
import { toldDate } from '../running/toldDate.ts';
import type { Clock } from '../types.ts';

/**
 * Whether a date that was agreed by hand falls on a day off. The calendar moves its own limits alone: this one was told to the customer,
 * so it stays and somebody is told (DECISION, docs/norms.md). A promise may name any time. Throws a RangeError for a malformed instant.
 */
export function isOnDayOff(
  { id, terms }: Pick<Clock<ClockId>, 'id' | 'terms'>,
  dueAt: Instant | null,
  calendar: Calendar,
): boolean {
  if (id === 'PROMISE' || toldDate({ terms }) === null || dueAt === null) return false;
  return !isWorkday(dayOfLimit(msOf(dueAt), calendar), calendar);
}

/** Whether a limit that moves from one date to another, or stays, comes to lie on a day off that it did not lie on before. */
export function becomesDayOff(
  clock: Pick<Clock<ClockId>, 'id' | 'terms'>,
  { from, to }: { readonly from: Instant | null; readonly to: Instant | null },
  { before, after }: { readonly before: Timetable; readonly after: Timetable },
): boolean {
  return isOnDayOff(clock, to, after.calendar) && !isOnDayOff(clock, from, before.calendar);
}
