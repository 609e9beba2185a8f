/**
 * A second opinion on working time that shares no code with the product: it walks a wall calendar minute by minute and knows
 * summer time by the laws of each zone instead of a database. Slow and plain on purpose. Instants are minutes since 1970 UTC,
 * days are counted since 1970-01-01, times of day in minutes.
 */
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

/** The n-th Sunday of a month (0 for the last) or the first one from a date on, as minutes UTC of its 00:00. */
function sunday(year: number, month: number, rule: { nth: number } | { from: number }): number {
  const wanted = 'from' in rule ? rule.from : rule.nth === 0 ? daysIn(year, month) - 6 : rule.nth * 7 - 6;
  for (let date = wanted; ; date++) {
    const ms = Date.UTC(year, month - 1, date);
    if (new Date(ms).getUTCDay() === 0) return ms / 60_000;
  }
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

interface Law {
  readonly winter: number;
  readonly summer: number;
  /** UTC minutes at which summer time begins and ends in a year. */
  readonly begins: (year: number) => number;
  readonly ends: (year: number) => number;
}

const never = { begins: () => 0, ends: () => 0 };
const LAWS = {
  'Asia/Shanghai': { winter: 480, summer: 480, ...never },
  'Asia/Kolkata': { winter: 330, summer: 330, ...never },
  'Europe/Berlin': {
    winter: 60,
    summer: 120,
    begins: (year) => sunday(year, 3, { nth: 0 }) + 60,
    ends: (year) => sunday(year, 10, { nth: 0 }) + 60,
  },
  'America/New_York': {
    winter: -300,
    summer: -240,
    begins: (year) => sunday(year, 3, { nth: 2 }) + 7 * 60,
    ends: (year) => sunday(year, 11, { nth: 1 }) + 6 * 60,
  },
  /** Half an hour, in the southern summer. */
  'Australia/Lord_Howe': {
    winter: 630,
    summer: 660,
    begins: (year) => sunday(year, 10, { nth: 1 }) + 120 - 630,
    ends: (year) => sunday(year, 4, { nth: 1 }) + 120 - 660,
  },
  /** At midnight: a day without its first hour, and one with its last hour twice. */
  'America/Santiago': {
    winter: -240,
    summer: -180,
    begins: (year) => sunday(year, 9, { from: 2 }) + 240,
    ends: (year) => sunday(year, 4, { from: 2 }) + 180,
  },
} as const satisfies Record<string, Law>;

export type OracleZone = keyof typeof LAWS;
export const ORACLE_ZONES: readonly OracleZone[] = [
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
];

/** When a zone's clocks change while the oracle looks, in order. */
export function changesOf(zone: OracleZone): number[] {
  const law: Law = LAWS[zone];
  if (law.winter === law.summer) return [];
  return [2024, 2025, 2026, 2027].flatMap((year) => [law.begins(year), law.ends(year)]).sort((a, b) => a - b);
}

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
}

const wallClocks = new Map<OracleZone, WallClock>();

function wallClock(zone: OracleZone): WallClock {
  const known = wallClocks.get(zone);
  if (known) return known;
  const shows = new Int32Array(TO - FROM);
  const shownSoFar = new Int32Array(TO - FROM);
  const changes = changesOf(zone);
  let latest = 0;
  const { begins, winter, summer }: Law = LAWS[zone];
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
      if (next.edge) (next.opens ? opens : closes)[index] = next.day;
    }
    open[index] = isOpen ? 1 : 0;
  });
  return { open, opens, closes };
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
  const { open, opens, closes } = walk(calendar);
  const read = (list: Int32Array, minute: number): number => {
    const value = list[minute - FROM];
    if (value === undefined) throw new Error(`the oracle does not look at minute ${minute}`);
    return value;
  };
  const dayOf = (at: number) => Math.floor(read(shownSoFar, at) / DAY);
  /** The n-th opening or closing after `at` of a day after `day`. */
  const turnAfter = (list: Int32Array, at: number, day: number, n: number) => {
    let left = n;
    for (let minute = at; ; minute++) {
      if (read(list, minute) > day) left -= 1;
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
  const workdays = (at: number, n: number) => turnAfter(closes, at, dayOf(at), n);
  const nextOpen = (at: number) => {
    let minute = at;
    while (read(open, minute) === 0) minute += 1;
    return minute;
  };
  const limitDay = (limit: number) => read(closes, limit) || dayOf(limit);

  return {
    isOpen: (at: number) => read(open, at) === 1,
    nextOpen,
    workdays,
    leadWorkdays: (at: number, n: number) => turnAfter(opens, at, dayOf(at), n),
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
      const closing = workdays(at, 1);
      const opensToday = (calendar.days.get(dateText(today)) ?? calendar.week[(today + 4) % 7] ?? []).length > 0;
      if (!opensToday) return closing;
      // In the hour shown twice the whole of it counts as passed.
      const isRepeated = read(shownSoFar, at - 1) >= read(shows, at);
      const time = (isRepeated ? read(shownSoFar, at) + 1 : read(shows, at)) - today * DAY;
      return Math.min(closing, firstShown(read(closes, closing) * DAY + time, at));
    },
    firstOpeningDay: (at: number) => {
      let minute = at;
      while (read(opens, minute) === 0) minute += 1;
      const day = read(opens, minute);
      while (read(closes, minute) !== day) minute += 1;
      return minute;
    },
    calendarDays: (at: number, n: number) => firstShown((dayOf(at) + n + 1) * DAY, at),
    months: (at: number, n: number) => firstShown((sameDate(dayOf(at), n) + 1) * DAY, at),
    monthsBack: (at: number, n: number) => firstShown(sameDate(dayOf(at), -n) * DAY, at),
    nextMonth: (at: number) => {
      const today = dayOf(at);
      const first = sameDate(today - new Date(today * DAY * 60_000).getUTCDate() + 1, 1);
      return turnAfter(closes, at, first - 1, 1);
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
      for (let minute = from + 1; minute <= to; minute++) if (read(closes, minute) > 0) count += 1;
      return count;
    },
    /** A limit moved by pauses of a clock that started at `start`, by living through them. */
    paused: (limit: number, start: number, pauses: readonly OraclePause[]) => {
      const end = Math.max(start, ...pauses.map(({ to }) => to));
      const standing = new Uint8Array(end - start + 1);
      for (const { from, to } of pauses) standing.fill(1, Math.max(0, from - start), Math.max(0, to - start));
      let now = limit;
      let stands = false;
      let heals = false;
      for (let minute = start; minute <= end; minute++) {
        if (stands && heals && read(closes, minute) > 0) now = turnAfter(closes, now, limitDay(now), 1);
        const standsNext = standing[minute - start] === 1;
        if (standsNext && !stands) heals = minute < now;
        stands = standsNext;
      }
      return now;
    },
  };
}

export type Oracle = ReturnType<typeof createOracle>;
