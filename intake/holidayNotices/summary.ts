import type { NoticeDay } from '../../domain/calendar/holidayNotice.ts';

/** No feed's summary comes near; in a longer one the patterns look for the end from each of its characters. */
const LONGEST_SUMMARY = 100;
const MADE_UP = /^上班[（(]补(.+?)(?:假期)?[）)]$/;
const WORK = /^(.+?)\s*(?:[（(]班[）)]|补班|调休上班|上班|班)(?:\s.*)?$/;
const OFF = /^(.+?)\s*(?:[（(]休[）)]|假期|放假|休假|(?<!调)休)(?:\s.*)?$/;
const MARKED = /^[【[（(](休|班)[）)\]】]\s*(.+)$/;

/**
 * What a calendar's event says in the words of the usual feeds: 国庆节（休）, 国庆节 休, 【休】国庆节, 国庆节假期, 国庆节 补班,
 * 上班(补国庆节假期).
 * Null where it does not say whether it is a day off, or says far more than that.
 */
export function readSummary(summary: string, appleMark: string): Pick<NoticeDay, 'name' | 'isOffDay'> | null {
  const text = summary.trim();
  if (text.length > LONGEST_SUMMARY) return null;
  const marked = MARKED.exec(text);
  if (marked?.[2] !== undefined) return { name: marked[2], isOffDay: marked[1] === '休' };
  const work = MADE_UP.exec(text)?.[1] ?? WORK.exec(text)?.[1];
  if (work !== undefined) return { name: work, isOffDay: false };
  const off = OFF.exec(text)?.[1];
  if (off !== undefined) return { name: off, isOffDay: true };
  switch (appleMark) {
    case 'WORK-HOLIDAY':
      return { name: text, isOffDay: true };
    case 'ALTERNATE-WORKDAY':
      return { name: text, isOffDay: false };
    default:
      return null;
  }
}
