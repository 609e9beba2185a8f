import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { english } from '../../../contracts/words.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { applyHolidayNotice } from '../../../domain/calendar/applyHolidayNotice.ts';
import { placeInFile } from '../../../intake/holidayNotices/parsed.ts';
import type { NoticeFormat } from '../../../intake/holidayNotices/parseHolidayNotice.ts';
import { noticeFormatOf, parseHolidayNotice } from '../../../intake/holidayNotices/parseHolidayNotice.ts';

const BEFORE_2026: Calendar = {
  ...CHINA_CALENDAR,
  version: '2025.1',
  publishedYears: [2025],
  overrides: CHINA_CALENDAR.overrides.filter(({ notice }) => notice !== 2026),
};

function load(text: string, format: NoticeFormat): Calendar | string[] {
  const parsed = parseHolidayNotice(text, format);
  const faults = 'faults' in parsed ? parsed.faults : [];
  if ('faults' in parsed)
    return faults.map(({ line, field, expected, got }) => `${line} ${field}: ${expected.en}; ${english(got)}`);
  const outcome = applyHolidayNotice(BEFORE_2026, parsed.notice);
  if ('calendar' in outcome) return outcome.calendar;
  return outcome.faults
    .map((fault) => placeInFile(fault, parsed))
    .map(({ line, field, expected, got }) => `${line} ${field}: ${expected.en}; ${english(got)}`);
}

describe('the notice of 2026 from a file', () => {
  test.each(['2026.json', '2026.csv', '2026.ics'])('%s gives the built-in calendar', (name) => {
    const text = readFileSync(new URL(`../../cases/notices/${name}`, import.meta.url), 'utf8');
    const format = noticeFormatOf(name);
    expect(format && load(text, format)).toEqual(CHINA_CALENDAR);
    expect(format && load(`\uFEFF${text}`, format)).toEqual(CHINA_CALENDAR);
  });

  test('the format is told by the name’s ending', () => {
    expect(['Notice.JSON', 'a.b.csv', 'x.ics', 'x.pdf', 'csv'].map(noticeFormatOf)).toEqual([
      'holiday-cn',
      'csv',
      'ics',
      null,
      null,
    ]);
  });
});

describe('a faulty JSON names line and field', () => {
  const day = (more: string) =>
    `{\n"year": 2026,\n"days": [\n{"name": "元旦", "date": "2026-01-01", "isOffDay": true},\n${more}\n]}`;

  test.each([
    ['', '1 null: JSON; at column 1: the file ends too early'],
    ['{\n"year": 2026,\n}', '3 null: JSON; at column 1: what cannot be read as JSON'],
    ['{\n"year": 2026,\n"days": [nope]}', '3 null: JSON; at column 11: what cannot be read as JSON'],
    ['{\n"year": "20\n26"}', '2 null: JSON; at column 12: a control character in quotes'],
    ['[]', '1 days: a list of days; none'],
    ['{"year": "2026",\n"days": {}}', '1 year: a number; "2026"'],
    ['{"year": "2026",\n"days": {}}', '2 days: a list of days; {}'],
    [day('7'), '5 days[1].name: the name of a holiday as text; none'],
    [day('{"name": "春节",\n"date": 20260217,\n"isOffDay": 1}'), '6 days[1].date: a day as YYYY-MM-DD; 20260217'],
    [day('{"name": "春节",\n"date": 20260217,\n"isOffDay": 1}'), '7 days[1].isOffDay: true or false; 1'],
    [
      day('{"name": "元旦", "date": "2026-01-01", "isOffDay": false}'),
      '5 days[1].date: each day once: it is named before as a day off, 元旦; 2026-01-01',
    ],
    [
      day('{"name": "元旦", "date": "2026-02-30", "isOffDay": false}'),
      '5 days[1].date: an existing day as YYYY-MM-DD; 2026-02-30',
    ],
    [
      '{\n"days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}',
      '1 year: the year that the notice is for; none',
    ],
    [
      '{\n"year": 2028,\n"days": [{"name": "元旦", "date": "2028-01-01", "isOffDay": true}]}',
      '2 year: a year from 2024 to 2026, so that none between is missing; 2028',
    ],
  ])('%j: %s', (text, expected) => {
    expect(load(text, 'holiday-cn')).toContainEqual(expect.stringContaining(expected));
  });

  test('one that nests deeper than any notice is refused before its lines are looked for', () => {
    expect(load('['.repeat(1000) + ']'.repeat(1000), 'holiday-cn')).toEqual([
      '1 null: at most 20 levels and 1000 entries in each; at column 21: one level more',
    ]);
  });
});

describe('a faulty table names line and column', () => {
  const rows = (...lines: string[]) => ['year,date,name,isOffDay', '2026,2026-01-01,元旦,true', ...lines].join('\n');

  test('spreadsheet dates, words and columns in another order are read', () => {
    const text =
      'name,isOffDay,date,year,paper\r\n元旦,休,2026/1/1,2026,国办发明电〔2025〕7号\r\n\r\n元旦,班,2026/1/4,2026,\r\n';
    expect(parseHolidayNotice(text, 'csv')).toEqual({
      notice: {
        year: 2026,
        papers: ['国办发明电〔2025〕7号'],
        days: [
          { name: '元旦', date: '2026-01-01', isOffDay: true },
          { name: '元旦', date: '2026-01-04', isOffDay: false },
        ],
      },
      dayLines: [2, 4],
      yearLine: 2,
    });
  });

  test.each([
    ['', '1 null: year,date,name,isOffDay and a row for each day; none'],
    ['date,name,isOffDay\n2026-01-01,元旦,true', '1 year: a column of that name; none'],
    [rows('2027,2026-01-02,元旦,true'), '3 year: 2026 as on line 2: one notice a file; 2027'],
    [rows(',2026-01-02,元旦,true'), '3 year: the year that the notice is for; none'],
    [rows('2026,2.1.2026,元旦,true'), '3 date: a day as YYYY-MM-DD; 2.1.2026'],
    [rows('2026,2026-01-02,元旦,maybe'), '3 isOffDay: true (day off) or false (workday); maybe'],
    [rows('2026,2026-01-02,元旦'), '3 isOffDay: true (day off) or false (workday); none'],
    [rows('2026,2026-01-02'), '3 name: the name of a holiday; none'],
    [rows('', '2026,2026-01-02', '2026,2026-01-03,元旦,true'), '4 name: the name of a holiday; none'],
    [rows('2026,2026-01-02,元旦,true,,'), '3 null: no more cells than columns; 2 more'],
    [rows('2026,2026-01-02,,true'), '3 name: the name of a holiday; none'],
    [rows('2026,2026-01-02,"元旦,true'), '3 name: comma-separated rows; a quote that is never closed'],
    [rows('2026,"2026-01-02"x,元旦,true'), '3 date: comma-separated rows; text beside quotes'],
    [rows('2026,2026-01-01,元旦,false'), '3 date: each day once: it is named before as a day off, 元旦; 2026-01-01'],
  ])('%j: %s', (text, expected) => {
    expect(load(text, 'csv')).toContainEqual(expect.stringContaining(expected));
  });

  test('one with more rows than any notice is refused for that alone: nobody else waits for it', () => {
    const wrong = (length: number) => `year,date,name,isOffDay\n${'1\n'.repeat(length)}`;
    expect(load(wrong(1000), 'csv')).not.toContainEqual(expect.stringContaining('at most'));
    expect(load(wrong(250_000), 'csv')).toEqual(['1002 null: at most 1000 rows; one entry more']);
  }, 5000);
});

test('a table with more columns than any notice is refused for that alone', () => {
  const wide = (more: number) =>
    `year,date,name,isOffDay,${Array.from({ length: more }, (_, n) => `c${n}`).join(',')}\n2026,2026-01-01,元旦,true\n`;
  expect(load(wide(46), 'csv')).not.toContainEqual(expect.stringContaining('columns'));
  expect(load(wide(47), 'csv')).toEqual(['1 null: at most 50 columns; one entry more']);
});

describe('a calendar file', () => {
  const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
  const ics = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
  const from = (day: string, summary: string, ...more: string[]) =>
    event(`DTSTART;VALUE=DATE:${day}`, `SUMMARY:${summary}`, ...more);

  test.each([
    ['国庆节（休）', '国庆节', true],
    ['国庆节 休', '国庆节', true],
    ['【休】国庆节', '国庆节', true],
    ['春节 班', '春节', false],
    ['【班】春节', '春节', false],
    ['国庆节（班）', '国庆节', false],
    ['国庆节假期', '国庆节', true],
    ['上班(补国庆节假期)', '国庆节', false],
    ['春节 假期 第1天/共8天', '春节', true],
    ['春节 补班 第1天/共2天', '春节', false],
  ])('in the words of usual feeds: %s', (summary, name, isOffDay) => {
    expect(parseHolidayNotice(ics(...from('20261001', summary)), 'ics')).toMatchObject({
      notice: { year: 2026, days: [{ name, date: '2026-10-01', isOffDay }] },
      dayLines: [4],
    });
  });

  test('a summary that goes on and on tells of no holiday, and no more of it is told than its beginning', () => {
    const endless = ics(...from('20261001', `${'国庆节 班 \\n'.repeat(30)}x`));
    expect(load(endless, 'ics')).toEqual([expect.stringMatching(/^5 SUMMARY: .{1,250}$/s)]);
    expect(load(ics(...from('20261001', `${'节'.repeat(98)} 休`)), 'ics')).not.toContainEqual(
      expect.stringContaining('SUMMARY'),
    );
    expect(load(ics(...from('20261001', `${'节'.repeat(99)} 休`)), 'ics')).toContainEqual(
      expect.stringContaining('SUMMARY'),
    );
  });

  test('Apple’s mark tells what the summary does not', () => {
    const text = ics(...from('20261010', '国庆节', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'));
    expect(parseHolidayNotice(text, 'ics')).toMatchObject({ notice: { days: [{ name: '国庆节', isOffDay: false }] } });
  });

  test('a holiday that begins in December belongs to the year after', () => {
    const text = ics(...from('20251231', '元旦（休）', 'DTEND;VALUE=DATE:20260103'));
    expect(parseHolidayNotice(text, 'ics')).toMatchObject({
      notice: { year: 2026, days: [{ date: '2025-12-31' }, {}, {}] },
    });
  });

  test('one with more events than any notice is refused for that alone: nobody else waits for it', () => {
    const events = (length: number) => ics(...Array.from({ length }, () => event()).flat());
    expect(load(events(1000), 'ics')).toHaveLength(2000);
    expect(load(events(8000), 'ics')).toEqual(['2003 VEVENT: at most 1000; one entry more']);
  }, 5000);

  test.each([
    ['', '1 null: one VCALENDAR; none'],
    [ics(), '1 VEVENT: at least one VEVENT: one for each holiday or workday; none'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT', '2 null: one VCALENDAR; BEGIN:VEVENT without its END'],
    [ics(...event('nonsense')), '4 null: one VCALENDAR; a line that is not NAME:value'],
    [`${ics()}\r\n${ics()}`, 'null null: one VCALENDAR; several'],
    [ics(...from('20261301', '元旦（休）')), '4 DTSTART: an existing whole day (VALUE=DATE); 2026-13-01'],
    [ics(...event('SUMMARY:元旦（休）', 'DTSTART:20260101T090000Z')), '5 DTSTART: an existing whole day (VALUE=DATE)'],
    [ics(...event('SUMMARY:元旦（休）')), '3 DTSTART: an existing whole day (VALUE=DATE); none'],
    [
      ics(...from('20260101', '元旦（休）', 'DTEND;VALUE=DATE:20260101')),
      '6 DTEND: the day after the last, 1 to 31 days from DTSTART; 2026-01-01',
    ],
    [
      ics(...from('20260101', '元旦')),
      '5 SUMMARY: the name of a holiday with the mark of a day off or a workday; 元旦',
    ],
    [
      ics(...from('20260101', '元旦（休）', 'RRULE:FREQ=YEARLY')),
      '6 RRULE: events with their own first and last day; RRULE',
    ],
    [
      ics(...from('20260101', '元旦（休）'), ...from('20270101', '元旦（休）')),
      '8 DTSTART: days of one year, 2026; 2027-01-01',
    ],
    [ics(...from('20261231', '元旦（休）')), '4 year: the year that the notice is for; none'],
    [
      ics(...from('20260101', '元旦（休）'), ...from('20260101', '元旦（班）')),
      '8 date: each day once: it is named before as a day off, 元旦; 2026-01-01',
    ],
  ])('%j: %s', (text, expected) => {
    expect(load(text, 'ics')).toContainEqual(expect.stringContaining(expected));
  });
});

describe('what cannot be read is told in the reader’s language, never in a library’s', () => {
  test.each([
    ['holiday-cn', 'abc'],
    ['holiday-cn', '{"year": 2026'],
    ['holiday-cn', '{"year": 2026 "days": []}'],
    ['csv', 'year,date\n2026,"2026-01-01\n2026,2026-01-02\n'],
    ['csv', 'year,date\n2026,2026"01"01\n'],
    ['ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR'],
    ['ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE:1\r\nEND:VEVENT\r\nEND:VCALENDAR'],
  ] as const)('%s: %j', (format, text) => {
    const outcome = parseHolidayNotice(text, format);
    const [fault] = 'faults' in outcome ? outcome.faults : [];
    expect(fault?.line).toBeGreaterThan(0);
    expect(fault?.got).toMatchObject({
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/^[^\p{Script=Han}]+$/u),
    });
  });

  test('a quote that is never closed is told where it opens', () => {
    const outcome = parseHolidayNotice('year,date\n2026,"2026-01-01\n2026,2026-01-02\n', 'csv');
    expect(outcome).toMatchObject({ faults: [{ line: 2, field: 'date' }] });
  });
});
