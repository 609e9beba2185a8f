import type { Words } from '../../contracts/words.ts';
import type { Calendar, DayOverride, Window } from './calendar.ts';
import type { DayNumber } from './days.ts';
import { dayNumber, fromCivil, toCivil, weekdayOf } from './days.ts';
import { HOUR, MINUTE } from './zone.ts';

/** Open hours in milliseconds since local midnight, half-open. */
export interface Span {
  readonly open: number;
  readonly close: number;
}

/** One year, prepared so that counting workdays needs no walk from day to day. */
interface YearTable {
  readonly year: number;
  readonly first: DayNumber;
  readonly workdays: readonly DayNumber[];
  /** How many workdays of the year lie before each of its days; one entry more than days. */
  readonly before: readonly number[];
}

/** Why a day differs from the ordinary week. */
export interface SpecialDay extends Words {
  readonly kind: 'off' | 'work';
  readonly spans: readonly Span[];
}

export interface WorkTable {
  readonly spansOn: (day: DayNumber) => readonly Span[];
  readonly special: (day: DayNumber) => SpecialDay | null;
  readonly year: (year: number) => YearTable;
  readonly reduced: readonly Span[];
  /** Null: the phone has the hours of the day. */
  readonly phone: readonly Span[] | null;
}

const WINDOW_TIME = /^([01]\d|2[0-4]):([0-5]\d)$/;
const tables = new WeakMap<Calendar, WorkTable>();

/**
 * The calendar prepared for counting; built once per calendar object, years on demand.
 * Throws a RangeError where no weekday is open or a window is malformed: such a calendar can set no limit.
 */
export function workTable(calendar: Calendar): WorkTable {
  const known = tables.get(calendar);
  if (known) return known;
  const table = build(calendar);
  tables.set(calendar, table);
  return table;
}

function build(calendar: Calendar): WorkTable {
  const week = calendar.week.map(spansOf);
  if (week.every((spans) => spans.length === 0)) throw new RangeError(`calendar ${calendar.id} has no open hours`);
  const dated = datedSpecials(calendar);
  const yearly = new Map(
    calendar.yearlyDaysOff.map((day) => [day.date, { ...nameOf(day), kind: 'off', spans: [] } as const]),
  );
  const published = new Set(calendar.publishedYears);
  const years = new Map<number, YearTable>();

  const special = (day: DayNumber): SpecialDay | null => {
    const found = dated.get(day);
    if (found) return found;
    const { year, month, date } = toCivil(day);
    if (published.has(year)) return null;
    return yearly.get(`${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`) ?? null;
  };
  const spansOn = (day: DayNumber): readonly Span[] => special(day)?.spans ?? week[weekdayOf(day)] ?? [];
  const year = (wanted: number): YearTable => {
    let table = years.get(wanted);
    if (!table) {
      table = buildYear(wanted, (day) => spansOn(day).length > 0);
      years.set(wanted, table);
    }
    return table;
  };
  const { phoneHours, reducedOnlineHours } = calendar;
  return {
    spansOn,
    special,
    year,
    reduced: spansOf(reducedOnlineHours),
    phone: phoneHours ? spansOf(phoneHours) : null,
  };
}

function datedSpecials(calendar: Calendar): Map<DayNumber, SpecialDay> {
  const full = spansOf(calendar.fullHours);
  const dated = new Map<DayNumber, SpecialDay>();
  for (const override of calendar.overrides) {
    const special = { ...nameOf(override), kind: override.kind, spans: spansOfOverride(override, full) };
    for (let day = dayNumber(override.from); day <= dayNumber(override.to); day++) dated.set(day, special);
  }
  return dated;
}

function spansOfOverride(override: DayOverride, full: readonly Span[]): readonly Span[] {
  if (override.kind === 'off') return [];
  return override.windows ? spansOf(override.windows) : full;
}

function buildYear(year: number, open: (day: DayNumber) => boolean): YearTable {
  const first = fromCivil(year, 1, 1);
  const end = fromCivil(year + 1, 1, 1);
  const workdays: DayNumber[] = [];
  const before = [0];
  for (let day = first; day < end; day++) {
    if (open(day)) workdays.push(day);
    before.push(workdays.length);
  }
  return { year, first, workdays, before };
}

function nameOf({ zh, en }: Words): Words {
  return { zh, en };
}

function spansOf(windows: readonly Window[]): readonly Span[] {
  const spans = windows.map(({ open, close }) => ({ open: timeOf(open), close: timeOf(close) }));
  let end = 0;
  for (const span of spans) {
    if (span.open < end || span.close <= span.open)
      throw new RangeError('windows of a day must be in order and not empty');
    end = span.close;
  }
  return spans;
}

/** Milliseconds since midnight. Throws a RangeError for anything but HH:MM. */
export function timeOf(text: string): number {
  const match = WINDOW_TIME.exec(text);
  const time = match ? Number(match[1]) * HOUR + Number(match[2]) * MINUTE : Number.NaN;
  if (Number.isNaN(time) || time > 24 * HOUR) throw new RangeError(`not a time as HH:MM: ${text}`);
  return time;
}
