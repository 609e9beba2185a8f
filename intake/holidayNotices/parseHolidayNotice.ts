import { parseCsv } from './csv.ts';
import { parseHolidayCn } from './holidayCn.ts';
import { parseIcs } from './ics.ts';
import type { ParseOutcome } from './parsed.ts';

export const NOTICE_FORMATS = ['holiday-cn', 'csv', 'ics'] as const;
export type NoticeFormat = (typeof NOTICE_FORMATS)[number];

/**
 * A notice read from a file: holiday-cn JSON, CSV (`year,date,name,isOffDay`, optionally `paper`) or an ICS calendar of one year.
 * Says what the file says; whether that makes a notice is judged by `applyHolidayNotice`, told in the file's places by `placeInFile`.
 */
export function parseHolidayNotice(text: string, format: NoticeFormat): ParseOutcome {
  const withoutMark = text.replace(/^\uFEFF/, '');
  switch (format) {
    case 'holiday-cn':
      return parseHolidayCn(withoutMark);
    case 'csv':
      return parseCsv(withoutMark);
    case 'ics':
      return parseIcs(withoutMark);
  }
}

/** The format by a file's name; null where its ending is none of them. */
export function noticeFormatOf(fileName: string): NoticeFormat | null {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  switch (ending) {
    case 'json':
      return 'holiday-cn';
    case 'csv':
      return 'csv';
    case 'ics':
      return 'ics';
    default:
      return null;
  }
}
