import type { Kysely } from 'kysely';
import type { Instant } from '../contracts/instants.ts';
import { tellOfMissingYears } from '../db/repositories/timetables/unpublishedYears.ts';
import { readVersion } from '../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../db/schema/rows.ts';
import { nextMorning, unpublishedYearsToWarn } from '../domain/calendar/unpublished.ts';

export interface CalendarLook {
  /** Years whose notice should be loaded by now and is not. */
  readonly missing: readonly number[];
  readonly nextAt: Instant;
}

export interface LookDeps {
  readonly db: Kysely<DB>;
  /** Now, where a test does not say otherwise. */
  readonly now?: () => Instant;
}

/**
 * The activity that tells whoever keeps the calendar which notices of days off are missing, once a year for each of them.
 * Safe to run twice. Throws where no calendar is in force, which the migration does not leave behind.
 */
export function createCalendarLooks({ db, now = () => new Date().toISOString() }: LookDeps) {
  async function lookAtCalendar(): Promise<CalendarLook> {
    const found = await readVersion(db, 'calendar', 'in-force');
    if (found === null) throw new Error('no calendar is in force: run the migration');
    const at = now();
    const missing = unpublishedYearsToWarn(found.content, at);
    await tellOfMissingYears(db, missing, at);
    return { missing, nextAt: nextMorning(found.content, at) };
  }
  return { lookAtCalendar };
}

export type CalendarLooks = ReturnType<typeof createCalendarLooks>;
