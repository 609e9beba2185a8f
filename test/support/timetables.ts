import { STANDARD_TIMETABLE, type TimetableSource } from '../../domain/clocks/timetable.ts';

/** Where nothing was published yet. */
export const standardTimetables: TimetableSource = {
  current: () => Promise.resolve(STANDARD_TIMETABLE),
  of: ({ calendar, policy }) =>
    calendar === 1 && policy === 1
      ? Promise.resolve(STANDARD_TIMETABLE)
      : Promise.reject(new RangeError(`calendar ${calendar} with policy ${policy} was never published`)),
};
