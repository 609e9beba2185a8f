import type { Locale } from '../http/locale.ts';

interface Standing {
  /** As it is stored where nobody wrote a note. */
  readonly stored: RegExp;
  readonly zh: (...parts: readonly string[]) => string;
}

const FORMATS: Readonly<Record<string, string>> = { 'holiday-cn': 'JSON', csv: 'CSV', ics: 'ICS' };

const STANDING: readonly Standing[] = [
  { stored: /^built in$/, zh: () => '内置' },
  { stored: /^imported file$/, zh: () => '导入的文件' },
  {
    stored: /^notice of (\d{4}), (holiday-cn|csv|ics)$/,
    zh: (year = '', format = '') => `${year}年节假日安排（${FORMATS[format] ?? format}）`,
  },
  { stored: /^notice of (\d{4}) from (.+)$/, zh: (year = '', file = '') => `${year}年节假日安排（文件 ${file}）` },
  { stored: /^from (\S+\.ya?ml)$/, zh: (file = '') => `导入自文件 ${file}` },
];

/** A version's note: what the desk notes by itself in the reader's language, what somebody wrote as it was written. */
export function shownNote(note: string, locale: Locale): string {
  if (locale === 'en') return note;
  for (const { stored, zh } of STANDING) {
    const found = stored.exec(note);
    if (found) return zh(...found.slice(1));
  }
  return note;
}
