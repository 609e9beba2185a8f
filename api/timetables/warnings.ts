import type { Kysely } from 'kysely';
import type { Instant } from '../../contracts/instants.ts';
import type { CalendarWarning } from '../../contracts/schemas/timetables.ts';
import type { Words } from '../../contracts/words.ts';
import { readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import { isNoticeOut, unpublishedYearsToWarn } from '../../domain/calendar/unpublished.ts';

/** Years whose notice should be loaded into the calendar in force by now: limits in them are provisional. */
export async function unpublishedYears(db: Kysely<DB>): Promise<readonly number[]> {
  return (await lookedAt(db, new Date().toISOString())).map(({ year }) => year);
}

export async function calendarWarnings(db: Kysely<DB>): Promise<CalendarWarning[]> {
  const years = await lookedAt(db, new Date().toISOString());
  return years.map(({ year, out }) => ({ code: 'unpublished-year', year, ...wordsOf(year, out) }));
}

async function lookedAt(db: Kysely<DB>, at: Instant): Promise<{ readonly year: number; readonly out: boolean }[]> {
  const found = await readVersion(db, 'calendar', 'in-force');
  if (found === null) return [];
  const calendar = found.content;
  return unpublishedYearsToWarn(calendar, at).map((year) => ({ year, out: isNoticeOut(calendar, year, at) }));
}

function wordsOf(year: number, out: boolean): Words {
  return out
    ? {
        zh: `${year}年的放假通知应已公布而尚未导入，涉及该年的时限为暂定：请导入`,
        en: `The notice of ${year} must be published by now and is not loaded: limits that touch that year are provisional; load it`,
      }
    : {
        zh: `尚未导入${year}年节假日安排，涉及该年的时限为暂定；通知公布后请导入`,
        en: `The notice of ${year} is not loaded: limits that touch that year are provisional; load it once it is published`,
      };
}
