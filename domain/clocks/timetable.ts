import type { Calendar } from '../calendar/calendar.ts';
import { CHINA_CALENDAR } from '../calendar/china.ts';
import type { Policy } from './policy.ts';
import { STANDARD_POLICY } from './standardPolicy.ts';

/** Which published calendar and policy; both count from 1, which is built in. */
export interface TimetableVersions {
  readonly calendar: number;
  readonly policy: number;
}

/** All that limits are reckoned by. */
export interface Timetable {
  readonly versions: TimetableVersions;
  readonly calendar: Calendar;
  readonly policy: Policy;
}

/** Where timetables come from; published versions never change, so they may be kept. */
export interface TimetableSource {
  current(): Promise<Timetable>;
  /** Rejects where one of the versions was never published. */
  of(versions: TimetableVersions): Promise<Timetable>;
}

/** The built-in first versions. */
export const STANDARD_TIMETABLE: Timetable = {
  versions: { calendar: 1, policy: 1 },
  calendar: CHINA_CALENDAR,
  policy: STANDARD_POLICY,
};
