import type { Kysely } from 'kysely';
import type { Actor } from '../../contracts/people.ts';
import { readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { applyHolidayNotice } from '../../domain/calendar/applyHolidayNotice.ts';
import { placeInFile, type NoticeFault } from '../holidayNotices/parsed.ts';
import { type NoticeFormat, parseHolidayNotice } from '../holidayNotices/parseHolidayNotice.ts';
import { invalid } from './kinds.ts';
import { createDraft } from './life.ts';
import type { TimetableRefused } from './refused.ts';

const LONGEST_QUOTE = 100;

export interface NoticeFile {
  readonly format: NoticeFormat;
  readonly text: string;
  /** The year that whoever loads it means it to be for. */
  readonly year: number;
}

/**
 * The calendar in force with the file's notice in it, as a new draft; answers its number.
 * Throws TimetableRefused with every fault, each with its line in the file, and then nothing is written.
 */
export async function importHolidayNotice(
  db: Kysely<DB>,
  file: NoticeFile,
  { actor, note }: { readonly actor: Actor; readonly note: string },
): Promise<number> {
  const base = await readVersion(db, 'calendar', 'in-force');
  if (base === null) throw new Error('no calendar is in force: run the migration');
  const content = withNotice(base.content, file);
  return createDraft(db, { kind: 'calendar', actor, content, basedOn: base.version, note });
}

function withNotice(calendar: Calendar, { text, format, year }: NoticeFile): Calendar {
  const parsed = parseHolidayNotice(text, format);
  if ('faults' in parsed) throw invalidFile(parsed.faults);
  if (parsed.notice.year !== null && parsed.notice.year !== year)
    throw invalidFile([
      {
        line: parsed.yearLine,
        field: 'year',
        expected: { zh: `所要导入的年份 ${year}`, en: `${year}, the year asked for` },
        got: String(parsed.notice.year),
      },
    ]);
  const outcome = applyHolidayNotice(calendar, parsed.notice);
  if ('calendar' in outcome) return outcome.calendar;
  throw invalidFile(outcome.faults.map((fault) => placeInFile(fault, parsed)));
}

/** The field as a path into the file: `days[3].date` is /days/3/date. */
function invalidFile(faults: readonly NoticeFault[]): TimetableRefused {
  return invalid(
    faults.map(({ line, field, expected, got }) => ({
      pointer: field === null ? '' : `/${field.replaceAll(/[[\].]+/g, '/').replace(/\/$/, '')}`,
      expected,
      got: typeof got === 'string' ? got.slice(0, LONGEST_QUOTE) : got,
      ...(line === null ? {} : { line }),
    })),
  );
}
