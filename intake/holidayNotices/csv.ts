import { CsvError, parse } from 'csv-parse/sync';
import { NOTHING, type Words } from '../../contracts/words.ts';
import type { NoticeDay } from '../../domain/calendar/holidayNotice.ts';
import { LONGEST, ONE_MORE } from '../overgrown.ts';
import type { NoticeFault, ParseOutcome } from './parsed.ts';

interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Cells beyond the last column. */
  readonly surplus: number;
}

/** Other tables have more than ours, none so many; each row is read for each of them. */
const MOST_COLUMNS = 50;
const COLUMNS = ['year', 'date', 'name', 'isOffDay'] as const;
const OFF_DAY: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['休', true],
  ['false', false],
  ['班', false],
]);

/** A table with the heads `year,date,name,isOffDay` in any order, one day a row; `paper` may name where it was published. */
export function parseCsv(text: string): ParseOutcome {
  try {
    if (countColumns(text) > MOST_COLUMNS)
      return { faults: [{ line: 1, field: null, expected: HEADS, got: ONE_MORE }] };
    return read(rowsOf(text));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { faults: [unreadable(error, text)] };
  }
}

const UNCLOSED: Words = { zh: '引号未闭合', en: 'a quote that is never closed' };
const BESIDE_QUOTES: Words = { zh: '引号前后还有文字', en: 'text beside quotes' };
const HEADS: Words = { zh: `不超过 ${MOST_COLUMNS} 列`, en: `at most ${MOST_COLUMNS} columns` };
const ROWS: Words = { zh: `不超过 ${LONGEST} 行`, en: `at most ${LONGEST} rows` };
const OTHER: Words = { zh: '此行不能读作 CSV', en: 'a row that cannot be read as CSV' };

/** The reader tells its faults in English only. */
function unreadable({ code, lines, column }: CsvError, text: string): NoticeFault {
  const unclosed = code === 'CSV_QUOTE_NOT_CLOSED';
  const told = typeof lines === 'number' ? lines : null;
  return {
    // The quote that is never closed is the last one; the reader names the end of the file.
    line: unclosed ? text.slice(0, text.lastIndexOf('"')).split('\n').length : told,
    field: typeof column === 'string' ? column : null,
    expected: { zh: '以逗号分隔的行', en: 'comma-separated rows' },
    got: unclosed ? UNCLOSED : String(code).endsWith('_QUOTE') ? BESIDE_QUOTES : OTHER,
  };
}

function countColumns(text: string): number {
  const [head] = parse(text, { to: 1, skip_empty_lines: true });
  return head?.length ?? 0;
}

function rowsOf(text: string): Row[] {
  return parse<Row, Record<string, string>>(text, {
    columns: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    // The reader makes an error of each row of the wrong length, which takes long.
    to: LONGEST + 1,
    on_record: (cells, { lines, error }) => ({ line: lines, cells, surplus: surplusOf(cells, error) }),
  });
}

/** A row of the wrong length comes with the error that it would have been. */
function surplusOf(cells: Row['cells'], error: CsvError | undefined): number {
  const record: unknown = error === undefined ? null : Reflect.get(error, 'record');
  return Array.isArray(record) ? Math.max(0, record.length - Object.keys(cells).length) : 0;
}

function read(rows: readonly Row[]): ParseOutcome {
  const [first] = rows;
  if (!first)
    return {
      faults: [
        {
          line: 1,
          field: null,
          expected: { zh: `表头 ${COLUMNS.join(',')}，每天一行`, en: `${COLUMNS.join(',')} and a row for each day` },
          got: NOTHING,
        },
      ],
    };
  const surplus = rows[LONGEST];
  if (surplus !== undefined) return { faults: [{ line: surplus.line, field: null, expected: ROWS, got: ONE_MORE }] };
  const missing = COLUMNS.filter((column) => rows.every(({ cells }) => cells[column] === undefined));
  if (missing.length > 0)
    return {
      faults: missing.map((field) => ({
        line: 1,
        field,
        expected: { zh: '同名的列', en: 'a column of that name' },
        got: NOTHING,
      })),
    };
  const faults = rows.flatMap((row) => rowFaults(row, first));
  if (faults.length > 0) return { faults };
  return {
    notice: {
      year: Number(first.cells['year']),
      papers: [...new Set(rows.flatMap(({ cells }) => cells['paper'] || []))],
      days: rows.map(dayOf),
    },
    dayLines: rows.map(({ line }) => line),
    yearLine: first.line,
  };
}

function dayOf({ cells }: Row): NoticeDay {
  const { name = '', date = '', isOffDay = '' } = cells;
  return { name, date: isoDay(date), isOffDay: OFF_DAY.get(isOffDay.toLowerCase()) ?? false };
}

function rowFaults({ line, cells, surplus }: Row, first: Row): NoticeFault[] {
  const fault = (field: string, zh: string, en: string): NoticeFault[] => [
    { line, field, expected: { zh, en }, got: cells[field] || NOTHING },
  ];
  const { year = '', date = '', isOffDay = '' } = cells;
  const told = first.cells['year'] ?? '';
  const faults: NoticeFault[] = [];
  if (!/^\d{4}$/.test(year)) faults.push(...fault('year', '通知所属的年份', 'the year that the notice is for'));
  else if (year !== first.cells['year'])
    faults.push(
      ...fault(
        'year',
        `与第 ${first.line} 行相同的 ${told}：每个文件一份通知`,
        `${told} as on line ${first.line}: one notice a file`,
      ),
    );
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDay(date)))
    faults.push(...fault('date', '日期，格式 YYYY-MM-DD', 'a day as YYYY-MM-DD'));
  if (!OFF_DAY.has(isOffDay.toLowerCase()))
    faults.push(...fault('isOffDay', 'true（休）或 false（班）', 'true (day off) or false (workday)'));
  if (cells['name'] === undefined) faults.push(...fault('name', '节日名称', 'the name of a holiday'));
  if (surplus > 0) faults.push({ line, field: null, ...tooMany(surplus) });
  return faults;
}

function tooMany(surplus: number): Pick<NoticeFault, 'expected' | 'got'> {
  return {
    expected: { zh: '单元格不多于表头的列', en: 'no more cells than columns' },
    got: { zh: `多出 ${surplus} 格`, en: `${surplus} more` },
  };
}

/** Spreadsheets write 2026/1/4 for 2026-01-04. */
function isoDay(text: string): string {
  const [, year = '', month = '', date = ''] = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}
