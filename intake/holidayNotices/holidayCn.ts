import { isNode, LineCounter, parseDocument } from 'yaml';
import { NOTHING, type Words } from '../../contracts/words.ts';
import type { NoticeDay } from '../../domain/calendar/holidayNotice.ts';
import type { NoticeFault, ParseOutcome } from './parsed.ts';
import { overgrown } from '../overgrown.ts';
import { atColumn } from '../yamlFault.ts';

type Path = readonly (string | number)[];
type LineOf = (path: Path) => number | null;

/** The JSON of holiday-cn: `{year, papers, days: [{name, date, isOffDay}]}`; what else stands in it is left alone. */
export function parseHolidayCn(text: string): ParseOutcome {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { faults: [syntaxFault(text, error)] };
  }
  const tooMuch = overgrown(text);
  if (tooMuch !== null) return { faults: [{ field: null, ...tooMuch }] };
  const lineOf = linesOf(text);
  const year = member(content, 'year');
  const days = member(content, 'days');
  const faults = [
    ...(year === undefined || typeof year === 'number'
      ? []
      : [fault({ lineOf, path: ['year'], expected: { zh: '数字', en: 'a number' } }, year)]),
    ...(Array.isArray(days)
      ? days.flatMap((day: unknown, index) => dayFaults(day, index, lineOf))
      : [fault({ lineOf, path: ['days'], expected: { zh: '日期的列表', en: 'a list of days' } }, days)]),
  ];
  if (faults.length > 0) return { faults };
  const told: unknown[] = Array.isArray(days) ? days : [];
  const papers: unknown = member(content, 'papers');
  return {
    notice: {
      year: typeof year === 'number' ? year : null,
      papers: Array.isArray(papers) ? papers.filter((paper) => typeof paper === 'string') : [],
      days: told.flatMap(dayOf),
    },
    dayList: 'days',
    dayLines: told.map((_, index) => lineOf(['days', index]) ?? 1),
    yearLine: lineOf(['year']) ?? 1,
  };
}

function dayOf(day: unknown): NoticeDay[] {
  const name = member(day, 'name');
  const date = member(day, 'date');
  const isOffDay = member(day, 'isOffDay');
  const whole = typeof name === 'string' && typeof date === 'string' && typeof isOffDay === 'boolean';
  return whole ? [{ name, date, isOffDay }] : [];
}

function dayFaults(day: unknown, index: number, lineOf: LineOf): NoticeFault[] {
  const wanted = [
    ['name', 'string', { zh: '节日名称（文本）', en: 'the name of a holiday as text' }],
    ['date', 'string', { zh: '日期，格式 YYYY-MM-DD', en: 'a day as YYYY-MM-DD' }],
    ['isOffDay', 'boolean', { zh: 'true（休）或 false（班）', en: 'true or false' }],
  ] as const;
  return wanted.flatMap(([key, type, expected]) => {
    const value = member(day, key);
    return typeof value === type ? [] : [fault({ lineOf, path: ['days', index, key], expected }, value)];
  });
}

interface Wanted {
  readonly lineOf: LineOf;
  readonly path: Path;
  readonly expected: Words;
}

function fault({ lineOf, path, expected }: Wanted, got: unknown): NoticeFault {
  const field = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  const line = lineOf(path) ?? lineOf(path.slice(0, -1));
  return {
    line,
    field: field.slice(1),
    expected,
    got: got === undefined ? NOTHING : JSON.stringify(got).slice(0, 100),
  };
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return found;
}

/** JSON is YAML, whose reader knows the lines. */
function linesOf(text: string): LineOf {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, schema: 'json', uniqueKeys: false });
  return (path) => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(node) && node.range ? lineCounter.linePos(node.range[0]).line : null;
  };
}

function syntaxFault(text: string, error: unknown): NoticeFault {
  const message = error instanceof Error ? error.message : '';
  const at = faultAt(text, message);
  const read = text.slice(0, at).split('\n');
  const column = (read.at(-1)?.length ?? 0) + 1;
  return {
    line: read.length,
    field: null,
    expected: { zh: 'JSON 文本', en: 'JSON' },
    got: atColumn(column, at >= text.trimEnd().length ? ENDED : kindOf(message)),
  };
}

const QUOTED_BEFORE = 10;
const ENDED: Words = { zh: '文件提前结束', en: 'the file ends too early' };

/** The engine names the place of some faults only, and quotes what stands around the others. */
function faultAt(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const quoted = /^Unexpected token '(.+?)', (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message);
  if (quoted === null) return text.length;
  const [, token = '', cut, around = ''] = quoted;
  return Math.max(0, text.indexOf(around)) + (cut === undefined ? around.indexOf(token) : QUOTED_BEFORE);
}

function kindOf(message: string): Words {
  if (/control character/.test(message)) return { zh: '引号内换行或有控制字符', en: 'a control character in quotes' };
  return { zh: '此处不能读作 JSON', en: 'what cannot be read as JSON' };
}
