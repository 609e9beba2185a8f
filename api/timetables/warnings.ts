import type { Kysely } from 'kysely';
import type { CalendarWarning } from '../../contracts/schemas/timetables.ts';
import { readVersion } from '../../db/repositories/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import { unpublishedYearsToWarn } from '../../domain/calendar/unpublished.ts';

/** Years whose notice should be loaded into the calendar in force by now: limits in them are provisional. */
export async function unpublishedYears(db: Kysely<DB>): Promise<readonly number[]> {
  const found = await readVersion(db, 'calendar', 'in-force');
  return found === null ? [] : unpublishedYearsToWarn(found.content, new Date().toISOString());
}

export async function calendarWarnings(db: Kysely<DB>): Promise<CalendarWarning[]> {
  const years = await unpublishedYears(db);
  return years.map((year) => ({
    code: 'unpublished-year',
    year,
    zh: `尚未导入${year}年节假日安排，涉及该年的时限为暂定`,
    en: `The notice of ${year} is not loaded: limits that touch that year are provisional`,
  }));
}
