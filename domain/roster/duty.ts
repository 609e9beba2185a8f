import type { Day, Instant } from '../../contracts/instants.ts';
import { compareText } from '../../contracts/order.ts';
import { type RosterDay, SHIFT_NAMES, type ShiftName } from '../../contracts/rosters.ts';
import type { StaffRole } from '../../contracts/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { shiftOn } from '../clocks/planning/shifts.ts';

/** One person's part in one shift; half-open: at `endsAt` the next shift is on duty. */
export interface Duty {
  readonly staffNo: string;
  readonly shift: ShiftName;
  /** The day on which the shift starts. */
  readonly day: Day;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Which shift, without the people. */
export type ShiftRef = Pick<Duty, 'day' | 'shift'>;

/** Who may have the desk to himself: urgent matters at night, and outside staffed time. DECISION, docs/norms.md. */
export const ON_CALL_ROLES = [
  'dutyAgent',
  'seniorAgent',
  'agent',
  'supervisor',
] as const satisfies readonly StaffRole[];

/** Who works in shifts at all; managers and those without customer content do not. */
export const SHIFT_ROLES = [...ON_CALL_ROLES, 'specialist', 'inspector'] as const satisfies readonly StaffRole[];

/** A roster's days as duties, in the order of the shifts and of the names in each. Throws a RangeError for a day that does not exist. */
export function dutiesOf(days: readonly RosterDay[], calendar: Calendar): Duty[] {
  return days.flatMap((rosterDay) =>
    SHIFT_NAMES.flatMap((shift) => {
      const { day } = rosterDay;
      const { start: startsAt, handoverBy: endsAt } = shiftOn(day, shift, calendar);
      return rosterDay[shift].map((staffNo) => ({ staffNo, shift, day, startsAt, endsAt }));
    }),
  );
}

/** The first shift with anybody in it that starts at `from` or later; null where none is rostered. */
export function nextShift(duties: readonly Duty[], from: Instant): (ShiftRef & { readonly startsAt: Instant }) | null {
  const ahead = duties.filter(({ startsAt }) => startsAt >= from);
  const first = ahead.toSorted((one, other) => compareText(one.startsAt, other.startsAt))[0];
  return first === undefined ? null : { day: first.day, shift: first.shift, startsAt: first.startsAt };
}

/** When a person's next shift starts, at `from` or later; null where none is rostered. */
export function returnsAt(duties: readonly Duty[], staffNo: string, from: Instant): Instant | null {
  const own = duties.filter((duty) => duty.staffNo === staffNo && duty.startsAt >= from);
  return own.map(({ startsAt }) => startsAt).toSorted()[0] ?? null;
}
