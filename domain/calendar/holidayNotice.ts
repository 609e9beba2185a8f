import type { Day } from '../../contracts/instants.ts';

export interface NoticeDay {
  /** As the notice calls the holiday; of a workday the one it makes up for. */
  readonly name: string;
  readonly date: Day;
  readonly isOffDay: boolean;
}

/** The yearly notice on days off and adjusted workdays, as a file tells it. */
export interface HolidayNotice {
  /** The year that the notice is for; null where the file does not say. */
  readonly year: number | null;
  /** Where it was published. */
  readonly papers: readonly string[];
  readonly days: readonly NoticeDay[];
}
