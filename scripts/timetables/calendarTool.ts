import { importHolidayNotice } from '../../intake/timetables/importHolidayNotice.ts';
import { NOTICE_FORMATS, noticeFormatOf, type NoticeFormat } from '../../intake/holidayNotices/parseHolidayNotice.ts';
import { JOB_USAGE, jobCommands } from './jobs.ts';
import { UsageFault } from '../common/commandLine.ts';
import { AT_THE_MACHINE, type Tool, type Wish } from './tool.ts';

const YEAR = /^\d{4}$/;

export const CALENDAR_TOOL: Tool = {
  kind: 'calendar',
  usage: `Usage: npm run calendar -- COMMAND
  import FILE --year YYYY [--format holiday-cn|csv|ics] [--publish --reason TEXT [--force] [--against-notice]]
  list
  preview VERSION
  publish VERSION --reason TEXT [--force] [--against-notice]
  restore VERSION --reason TEXT [--force]
${JOB_USAGE}`,
  importing: (wish, file) => {
    const { year = '' } = wish.options;
    if (!YEAR.test(year)) throw new UsageFault('For which year? --year YYYY');
    const format = formatIn(wish, file);
    const note = `notice of ${year} from ${file.split(/[\\/]/).at(-1) ?? file}`;
    return (db, text) => importHolidayNotice(db, { format, text, year: Number(year) }, { actor: AT_THE_MACHINE, note });
  },
  more: jobCommands('calendar'),
};

function formatIn({ options }: Wish, file: string): NoticeFormat {
  const format = options.format ?? noticeFormatOf(file);
  const known = NOTICE_FORMATS.find((one) => one === format);
  if (known === undefined) throw new UsageFault(`In which format? --format ${NOTICE_FORMATS.join('|')}`);
  return known;
}
