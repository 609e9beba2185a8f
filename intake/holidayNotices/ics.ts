import ICAL from 'ical.js';
import { NOTHING, type Words } from '../../contracts/words.ts';
import type { DayNumber } from '../../domain/calendar/days.ts';
import { dayNumber, dayText } from '../../domain/calendar/days.ts';
import type { NoticeDay } from '../../domain/calendar/holidayNotice.ts';
import { isDay } from '../../domain/calendar/valid.ts';
import { LONGEST, ONE_MORE } from '../overgrown.ts';
import type { NoticeFault, ParseOutcome } from './parsed.ts';
import { readSummary } from './summary.ts';

type Component = InstanceType<typeof ICAL.Component>;
/** The place of a property in the file, by its name; of the event itself where it has no such property. */
type LineOf = (property: string) => number;

/** No holiday is longer; an event that is, is none. */
const LONGEST_DAYS = 31;
/** Of a summary that says nothing of a holiday, what is told of it. */
const LONGEST_TOLD = 100;
const REPEATING = ['rrule', 'rdate', 'recurrence-id', 'duration'];

/**
 * An iCalendar of all-day events, each a holiday or an adjusted workday, told apart by its summary (休 or 班) or by Apple's mark.
 * Its year is the one its days lie in, December aside, which may belong to the next.
 */
export function parseIcs(text: string): ParseOutcome {
  const lines = text.split(/\r?\n/);
  const starts = eventLines(lines);
  const surplus = starts[LONGEST];
  if (surplus !== undefined)
    return { faults: [{ line: surplus, field: 'VEVENT', expected: MOST_EVENTS, got: ONE_MORE }] };
  const calendar = componentOf(text);
  if ('faults' in calendar) return calendar;
  if (calendar.events.length === 0) return { faults: [{ line: 1, field: 'VEVENT', expected: EVENTS, got: NOTHING }] };
  const told = calendar.events.map((event, index) => {
    const { [index]: start = 1, [index + 1]: next } = starts;
    return readEvent(event, lineFinder(lines.slice(start - 1, next), start));
  });
  const faults = told.flatMap((outcome) => ('faults' in outcome ? outcome.faults : []));
  if (faults.length > 0) return { faults };
  const events = told.flatMap((outcome) => ('days' in outcome ? [outcome] : []));
  const days = events.flatMap((event) => event.days);
  const dayLines = events.flatMap((event) => event.days.map(() => event.line));
  const years = [...new Set(days.filter(({ date }) => date.slice(5, 7) !== '12').map(({ date }) => date.slice(0, 4)))];
  if (years.length > 1) {
    const other = days.findIndex(({ date }) => date.startsWith(years[1] ?? ''));
    const line = dayLines[other] ?? null;
    return {
      faults: [
        {
          line,
          field: 'DTSTART',
          expected: { zh: `同一年（${years[0]}）的日期`, en: `days of one year, ${years[0]}` },
          got: days[other]?.date ?? '',
        },
      ],
    };
  }
  const year = years[0] === undefined ? null : Number(years[0]);
  return { notice: { year, papers: [], days }, dayLines, yearLine: dayLines[0] ?? 1 };
}

function componentOf(text: string): { events: Component[] } | { faults: NoticeFault[] } {
  const fault = (got: string | Words, line: number | null) => ({
    faults: [{ line, field: null, expected: { zh: '一个 VCALENDAR', en: 'one VCALENDAR' }, got }],
  });
  if (!/^BEGIN:VCALENDAR\s*$/im.test(text)) return fault(NOTHING, 1);
  try {
    const content: unknown = ICAL.parse(text);
    if (!Array.isArray(content) || content[0] !== 'vcalendar') return fault({ zh: '多个', en: 'several' }, null);
    return { events: new ICAL.Component(content).getAllSubcomponents('vevent') };
  } catch (error) {
    const open = unclosed(text);
    if (open !== null)
      return fault({ zh: `${open.begin} 没有对应的 END`, en: `${open.begin} without its END` }, open.line);
    const message = error instanceof Error ? error.message : '';
    const [, bare, named] = /^invalid line .*?\) "(.*)"$|in '(.*)'$/s.exec(message) ?? [];
    const line = text.split(/\r?\n/).findIndex((each) => each.trim() === (bare ?? named));
    return fault(UNREADABLE, line < 0 ? null : line + 1);
  }
}

const UNREADABLE: Words = { zh: '此行不是“名称:值”', en: 'a line that is not NAME:value' };

/** The innermost component that begins and does not end. */
function unclosed(text: string): { readonly begin: string; readonly line: number } | null {
  const open: { readonly begin: string; readonly line: number }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^BEGIN:/i.test(line)) open.push({ begin: line.trim(), line: index + 1 });
    else if (/^END:/i.test(line)) {
      if (open.at(-1)?.begin.slice('BEGIN:'.length).toUpperCase() !== line.trim().slice('END:'.length).toUpperCase())
        break;
      open.pop();
    }
  }
  return open.at(-1) ?? null;
}

type Fault = (field: string, expected: Words, got: string | Words) => NoticeFault;

const DAY_AFTER: Words = {
  zh: `末日的次日，距 DTSTART 1 至 ${LONGEST_DAYS} 天`,
  en: `the day after the last, 1 to ${LONGEST_DAYS} days from DTSTART`,
};
const WHOLE_DAY: Words = { zh: '存在的全天日期（VALUE=DATE）', en: 'an existing whole day (VALUE=DATE)' };
const OWN_DAYS: Words = { zh: '各自写明首日与末日的事件', en: 'events with their own first and last day' };
const EVENTS: Words = {
  zh: '至少一个 VEVENT：每个节日或调休上班一个',
  en: 'at least one VEVENT: one for each holiday or workday',
};
const MOST_EVENTS: Words = { zh: `不超过 ${LONGEST} 个`, en: `at most ${LONGEST}` };
const SUMMARY: Words = {
  zh: '节日名称加“休”或“班”',
  en: 'the name of a holiday with the mark of a day off or a workday',
};

function readEvent(event: Component, lineOf: LineOf): { days: NoticeDay[]; line: number } | { faults: NoticeFault[] } {
  const fault: Fault = (field, expected, got) => ({ line: lineOf(field), field, expected, got });
  const repeats = REPEATING.filter((name) => event.hasProperty(name)).map((name) => name.toUpperCase());
  const range = readRange(event, fault);
  const summary = String(event.getFirstPropertyValue('summary') ?? '');
  const read = readSummary(summary, String(event.getFirstPropertyValue('x-apple-special-day') ?? ''));
  const faults = [
    ...repeats.map((name) => fault(name, OWN_DAYS, name)),
    ...('expected' in range ? [range] : []),
    ...(read ? [] : [fault('SUMMARY', SUMMARY, summary === '' ? NOTHING : summary.slice(0, LONGEST_TOLD))]),
  ];
  if (faults.length > 0 || 'expected' in range || !read) return { faults };
  const days = Array.from({ length: range.count }, (_, n) => ({ ...read, date: dayText(range.first + n) }));
  return { days, line: lineOf('DTSTART') };
}

function readRange(event: Component, fault: Fault): { first: DayNumber; count: number } | NoticeFault {
  const from = rawDay(event, 'dtstart');
  if (!isDay(from)) return fault('DTSTART', WHOLE_DAY, from || NOTHING);
  const first = dayNumber(from);
  if (!event.hasProperty('dtend')) return { first, count: 1 };
  const after = rawDay(event, 'dtend');
  if (!isDay(after)) return fault('DTEND', WHOLE_DAY, after || NOTHING);
  const count = dayNumber(after) - first;
  return count >= 1 && count <= LONGEST_DAYS ? { first, count } : fault('DTEND', DAY_AFTER, after);
}

/** As the file says it: the library would turn the 13th month into a day of the next year. */
function rawDay(event: Component, name: string): string {
  const told: unknown = event.getFirstProperty(name)?.toJSON();
  return Array.isArray(told) ? String(told[3]) : '';
}

function eventLines(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [index + 1] : []));
}

/** `event`: the lines from its first, the file's `start`, on. */
function lineFinder(event: readonly string[], start: number): LineOf {
  const end = event.findIndex((line) => /^END:VEVENT\s*$/i.test(line));
  return (property) => {
    const found = event.slice(0, end < 0 ? undefined : end).findIndex((line) => {
      const name = /^[^:;]+/.exec(line)?.[0] ?? '';
      return name.toUpperCase() === property;
    });
    return start + Math.max(0, found);
  };
}
