/**
 * A second opinion on working time that shares no code with the product: it walks a wall calendar minute by minute and knows
 * summer time by the laws of each zone instead of a database. Slow and plain on purpose. Instants are minutes since 1970 UTC,
 * days are counted since 1970-01-01, times of day in minutes.
 */
import type { OracleZone } from './oracleZones.ts';
import { changesOf, daysIn, lawOf } from './oracleZones.ts';

type Hours = readonly (readonly [open: number, close: number])[];

export interface OracleCalendar {
  readonly zone: OracleZone;
  /** Sunday first. */
  readonly week: readonly Hours[];
  /** By YYYY-MM-DD, whatever the weekday says. */
  readonly days: ReadonlyMap<string, Hours>;
}

const DAY = 1440;
const FROM = Date.UTC(2024, 6, 1) / 60_000;
const TO = Date.UTC(2027, 6, 1) / 60_000;

function dateText(day: number): string {
  return new Date(day * DAY * 60_000).toISOString().slice(0, 10);
}

function sameDate(day: number, months: number): number {
  const date = new Date(day * DAY * 60_000);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = daysIn(first.getUTCFullYear(), first.getUTCMonth() + 1);
  return first.getTime() / (DAY * 60_000) + Math.min(date.getUTCDate(), last) - 1;
}

/** A zone's wall clock at each minute; index 0 is `FROM`, readings are minutes since 1970 of the wall. */
interface WallClock {
  readonly shows: Int32Array;
  /** The latest reading that it has shown so far. */
  readonly shownSoFar: Int32Array;
}

/** What a walk over all minutes wrote down. */
interface Walk {
  /** 1 for a minute of service. */
  readonly open: Int32Array;
  /** The day that opens first, or closes for good, at that minute; 0 for none. */
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  /** Indices at which the day before closes as well: its 24:00, and hours of the next day that the change of clocks skips. */
  readonly twice: ReadonlySet<number>;
}

const wallClocks = new Map<OracleZone, WallClock>();

function wallClock(zone: OracleZone): WallClock {
  const known = wallClocks.get(zone);
  if (known) return known;
  const shows = new Int32Array(TO - FROM);
  const shownSoFar = new Int32Array(TO - FROM);
  const changes = changesOf(zone);
  let latest = 0;
  const { begins, winter, summer } = lawOf(zone);
  let offset = winter;
  // The first change comes before the first minute that is looked at.
  for (let minute = changes[0] ?? FROM; minute < TO; minute++) {
    if (changes[0] === minute) {
      changes.shift();
      offset = minute === begins(new Date(minute * 60_000).getUTCFullYear()) ? summer : winter;
    }
    if (minute < FROM) continue;
    latest = Math.max(latest, minute + offset);
    shows[minute - FROM] = minute + offset;
    shownSoFar[minute - FROM] = latest;
  }
  const clock = { shows, shownSoFar };
  wallClocks.set(zone, clock);
  return clock;
}

function walk(calendar: OracleCalendar): Walk {
  const { shownSoFar } = wallClock(calendar.zone);
  const open = new Int32Array(shownSoFar.length);
  const opens = new Int32Array(shownSoFar.length);
  const closes = new Int32Array(shownSoFar.length);
  const twice = new Set<number>();
  let isOpen = false;
  let today = 0;
  const pending: Turn[] = [];
  shownSoFar.forEach((latest, index) => {
    const day = Math.floor(latest / DAY);
    if (day > today) {
      today = day;
      pending.push(...turns(day, calendar));
    }
    for (let next = pending[0]; next && next.time <= latest; next = pending[0]) {
      pending.shift();
      isOpen = next.opens;
      if (next.edge && !next.opens && closes[index] !== 0) twice.add(index);
      if (next.edge) (next.opens ? opens : closes)[index] = next.day;
    }
    open[index] = isOpen ? 1 : 0;
  });
  return { open, opens, closes, twice };
}

interface Turn {
  readonly time: number;
  readonly opens: boolean;
  /** The first opening or the last closing of its day. */
  readonly edge: boolean;
  readonly day: number;
}

/** When a day's doors open and shut, in order of time. */
function turns(day: number, { week, days }: OracleCalendar): Turn[] {
  const hours = days.get(dateText(day)) ?? week[new Date(day * DAY * 60_000).getUTCDay()] ?? [];
  return hours.flatMap(([from, to], index) => [
    { time: day * DAY + from, opens: true, edge: index === 0, day },
    { time: day * DAY + to, opens: false, edge: index === hours.length - 1, day },
  ]);
}

export interface OraclePause {
  readonly from: number;
  readonly to: number;
}

/** Answers about one calendar, each found by walking from the instant asked about. */
export function createOracle(calendar: OracleCalendar) {
  const { shows, shownSoFar } = wallClock(calendar.zone);
  const { open, opens, closes, twice } = walk(calendar);
  const read = (list: Int32Array, minute: number): number => {
    const value = list[minute - FROM];
    if (value === undefined) throw new Error(`the oracle does not look at minute ${minute}`);
    return value;
  };
  const dayOf = (at: number) => Math.floor(read(shownSoFar, at) / DAY);
  /** The first day after `day` that closes at a minute; 0 for none. */
  const closing = (minute: number, day: number) => {
    const last = read(closes, minute);
    const first = twice.has(minute - FROM) ? last - 1 : last;
    return first > day ? first : last > day ? last : 0;
  };
  /** The n-th closing from `at` on of a day after `day`, and that day. */
  const closingAfter = (at: number, day: number, n: number) => {
    let latest = day;
    let left = n;
    for (let minute = at; ; minute++) {
      if (read(closes, minute) === 0) continue;
      for (let found = closing(minute, latest); found > 0; found = closing(minute, latest)) {
        latest = found;
        left -= 1;
        if (left === 0) return { minute, day: latest };
      }
    }
  };
  const openingAfter = (at: number, day: number, n: number) => {
    let left = n;
    for (let minute = at; ; minute++) {
      if (read(opens, minute) > day) left -= 1;
      if (left === 0) return minute;
    }
  };
  const firstShown = (reading: number, near: number) => {
    let minute = near;
    while (read(shownSoFar, minute) < reading) minute += read(shownSoFar, minute) < reading - 2 * DAY ? DAY : 1;
    while (read(shownSoFar, minute - 1) >= reading)
      minute -= read(shownSoFar, minute - 1) > reading + 2 * DAY ? DAY : 1;
    return minute;
  };
  const workdays = (at: number, n: number) => closingAfter(at, dayOf(at), n).minute;
  const nextOpen = (at: number) => {
    let minute = at;
    while (read(open, minute) === 0) minute += 1;
    return minute;
  };
  const limitDay = (limit: number) => closing(limit, 0) || dayOf(limit);

  return {
    isOpen: (at: number) => read(open, at) === 1,
    nextOpen,
    workdays,
    leadWorkdays: (at: number, n: number) => openingAfter(at, dayOf(at), n),
    elapsedWithWorkday: (at: number, minutes: number) => Math.max(at + minutes, workdays(at, 1)),
    elapsedThenOpening: (at: number, minutes: number) => nextOpen(at + minutes),
    workingTime: (at: number, minutes: number) => {
      let minute = minutes === 0 ? nextOpen(at) : at;
      for (let left = minutes; left > 0; minute++) left -= read(open, minute);
      return minute;
    },
    workingTimeBefore: (at: number, minutes: number) => {
      let minute = at;
      for (let left = minutes; left > 0; minute--) left -= read(open, minute - 1);
      return minute;
    },
    mail: (at: number) => {
      const today = dayOf(at);
      const next = closingAfter(at, today, 1);
      const opensToday = (calendar.days.get(dateText(today)) ?? calendar.week[(today + 4) % 7] ?? []).length > 0;
      if (!opensToday) return next.minute;
      // In the hour shown twice the whole of it counts as passed.
      const isRepeated = read(shownSoFar, at - 1) >= read(shows, at);
      const time = (isRepeated ? read(shownSoFar, at) + 1 : read(shows, at)) - today * DAY;
      return Math.min(next.minute, firstShown(next.day * DAY + time, at));
    },
    firstOpeningDay: (at: number) => {
      let minute = at;
      while (read(opens, minute) === 0) minute += 1;
      const day = read(opens, minute);
      return closingAfter(minute, day - 1, 1).minute;
    },
    calendarDays: (at: number, n: number) => firstShown((dayOf(at) + n + 1) * DAY, at),
    months: (at: number, n: number) => firstShown((sameDate(dayOf(at), n) + 1) * DAY, at),
    monthsBack: (at: number, n: number) => firstShown(sameDate(dayOf(at), -n) * DAY, at),
    nextMonth: (at: number) => {
      const today = dayOf(at);
      const first = sameDate(today - new Date(today * DAY * 60_000).getUTCDate() + 1, 1);
      return closingAfter(at, first - 1, 1).minute;
    },
    shiftEnd: (at: number) => {
      const ends = [60, 510, 1050, DAY + 60];
      const now = read(shows, at);
      const midnight = now - (now % DAY);
      const end = ends.find((time) => midnight + time > now) ?? 0;
      let minute = at;
      while (read(shows, minute) < midnight + end) minute += 1;
      return minute;
    },
    closings: (from: number, to: number) => {
      let count = 0;
      for (let minute = from + 1; minute <= to; minute++)
        if (read(closes, minute) > 0) count += twice.has(minute - FROM) ? 2 : 1;
      return count;
    },
    /** A limit moved by pauses of a clock that started at `start`, by living through them. */
    paused: (limit: number, start: number, pauses: readonly OraclePause[]) => {
      const end = Math.max(start, ...pauses.map(({ to }) => to));
      const standing = new Uint8Array(end - start + 1);
      for (const { from, to } of pauses) standing.fill(1, Math.max(0, from - start), Math.max(0, to - start));
      let now = { minute: limit, day: limitDay(limit) };
      let stands = false;
      let heals = false;
      for (let minute = start; minute <= end; minute++) {
        const closed = stands && heals && read(closes, minute) > 0 ? (twice.has(minute - FROM) ? 2 : 1) : 0;
        if (closed > 0) now = closingAfter(now.minute, now.day, closed);
        const standsNext = standing[minute - start] === 1;
        if (standsNext && !stands) heals = minute < now.minute;
        stands = standsNext;
      }
      return now.minute;
    },
  };
}

export type Oracle = ReturnType<typeof createOracle>;
