import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar, DayOverride, Window } from '../../../domain/calendar/calendar.ts';
import { checkCalendar } from '../../../domain/calendar/check.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import {
  closingsBetween,
  isOpen,
  nextClosing,
  nextOpen,
  workingTimeBefore,
} from '../../../domain/calendar/workTime.ts';
import { instantOf, MINUTE } from '../../../domain/calendar/zone.ts';
import { endOf } from '../../../domain/clocks/planning/lengths.ts';
import { endedPauses, moveByWorkdays, pausedWorkdays } from '../../../domain/clocks/running/pauses.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import type { Length } from '../../../domain/clocks/setting.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import type { Clock, Pause } from '../../../domain/clocks/types.ts';
import type { Oracle, OraclePause } from '../../support/oracle.ts';
import { createOracle } from '../../support/oracle.ts';
import type { OracleZone } from '../../support/oracleZones.ts';
import { changesOf, ORACLE_ZONES } from '../../support/oracleZones.ts';
import { clockOf } from '../clocks/clock.ts';

const SEED = Date.now() % 1_000_000;
const CALENDARS_A_ZONE = 5;
const INSTANTS_A_CALENDAR = 700;
const TWO_WORKDAYS: Length = { kind: 'workdays', n: 2 };
const FIRST = Date.UTC(2025, 1, 1) / MINUTE;
const LAST = Date.UTC(2026, 1, 1) / MINUTE;

type Hours = [number, number][];

interface Sketch {
  readonly byRule: boolean;
  readonly week: Hours[];
  readonly full: Hours;
  readonly yearly: string[];
  readonly published: number[];
  readonly overrides: { start: number; length: number; hours: Hours | 'full' | 'off' }[];
}

/** Doors that open up to three times a day, some at midnight, some all day. */
const hours: fc.Arbitrary<Hours> = fc
  .tuple(fc.constantFrom(1, 1, 2, 3), fc.uniqueArray(fc.nat({ max: 96 }), { minLength: 6, maxLength: 6 }))
  .map(([windows, quarters]) => {
    const times = quarters.slice(0, windows * 2).sort((a, b) => a - b);
    return Array.from({ length: windows }, (_, n): [number, number] => [
      (times[n * 2] ?? 0) * 15,
      (times[n * 2 + 1] ?? 0) * 15,
    ]);
  });
const someHours = fc.oneof(
  { weight: 4, arbitrary: hours },
  fc.constant<Hours>([[0, 1440]]),
  fc.constant<Hours>([[540, 1080]]),
);
const weekday = fc.oneof({ weight: 4, arbitrary: someHours }, fc.constant<Hours>([]));

const sketches: fc.Arbitrary<Sketch> = fc.record({
  byRule: fc.boolean(),
  week: fc.tuple(weekday, someHours, weekday, someHours, weekday, someHours, weekday).map((days): Hours[] => days),
  full: someHours,
  yearly: fc.uniqueArray(fc.constantFrom('01-01', '02-29', '05-01', '10-01', '10-02', '12-31'), { maxLength: 4 }),
  published: fc.subarray([2025, 2026]),
  overrides: fc.array(
    fc.record({
      start: fc.nat({ max: 900 }),
      length: fc.integer({ min: 1, max: 9 }),
      hours: fc.oneof(someHours, fc.constant<'full'>('full'), fc.constant<'off'>('off')),
    }),
    { maxLength: 40 },
  ),
});

function dayText(offset: number): string {
  return new Date(Date.UTC(2024, 10, 1 + offset)).toISOString().slice(0, 10);
}

/** The same calendar as the product and as the oracle know it; of overlapping overrides the first holds. */
function build(sketch: Sketch, zone: OracleZone): { calendar: Calendar; oracle: Oracle } {
  const days = new Map<string, Hours>();
  const overrides: DayOverride[] = [];
  for (const { start, length, hours: told } of sketch.overrides) {
    const range = Array.from({ length }, (_, n) => dayText(start + n));
    if (range.some((day) => days.has(day))) continue;
    for (const day of range) days.set(day, told === 'off' ? [] : told === 'full' ? sketch.full : told);
    const from = range[0] ?? '';
    const to = range.at(-1) ?? '';
    const kind = told === 'off' ? 'off' : 'work';
    overrides.push({
      zh: '日',
      en: 'Day',
      from,
      to,
      kind,
      ...(typeof told === 'string' ? {} : { windows: told.map(windowOf) }),
    });
  }
  for (const year of [2024, 2025, 2026, 2027].filter((each) => !sketch.published.includes(each)))
    for (const date of sketch.yearly) if (!days.has(`${year}-${date}`)) days.set(`${year}-${date}`, []);
  const [sun = [], mon = [], tue = [], wed = [], thu = [], fri = [], sat = []] = sketch.week.map((each) =>
    each.map(windowOf),
  );
  const fixed = changesOf(zone).length === 0 && !sketch.byRule;
  const offset = zone === 'Asia/Shanghai' ? 480 : 330;
  const calendar: Calendar = {
    ...CHINA_CALENDAR,
    id: 'random',
    zone: { name: zone, utcOffsetMinutes: fixed ? offset : null },
    week: [sun, mon, tue, wed, thu, fri, sat],
    fullHours: sketch.full.map(windowOf),
    overrides,
    publishedYears: sketch.published,
    yearlyDaysOff: sketch.yearly.map((date) => ({ zh: '年', en: 'Yearly', date })),
  };
  return { calendar, oracle: createOracle({ zone, week: sketch.week, days }) };
}

function windowOf([open, close]: [number, number]): Window {
  const text = (time: number) =>
    `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
  return { open: text(open), close: text(close) };
}

/** Every length with what the oracle says of it; one of each kind for each event. */
const lengths = fc
  .record({
    n: fc.integer({ min: 1, max: 8 }),
    minutes: fc.integer({ min: 0, max: 80 * 60 }),
    months: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ n, minutes, months }): [Length, (oracle: Oracle, at: number) => number][] => {
    const worked = minutes % (12 * 60);
    const back = Math.min(months, 5);
    return [
      [{ kind: 'elapsed', minutes }, (_, at) => at + minutes],
      [{ kind: 'elapsed-with-workday', minutes }, (oracle, at) => oracle.elapsedWithWorkday(at, minutes)],
      [{ kind: 'elapsed-then-opening', minutes }, (oracle, at) => oracle.elapsedThenOpening(at, minutes)],
      [{ kind: 'working-time', minutes: worked }, (oracle, at) => oracle.workingTime(at, worked)],
      [{ kind: 'workdays', n }, (oracle, at) => oracle.workdays(at, n)],
      [{ kind: 'mail' }, (oracle, at) => oracle.mail(at)],
      [{ kind: 'first-opening-day' }, (oracle, at) => oracle.firstOpeningDay(at)],
      [{ kind: 'calendar-days', n }, (oracle, at) => oracle.calendarDays(at, n)],
      [{ kind: 'next-month' }, (oracle, at) => oracle.nextMonth(at)],
      [{ kind: 'months', n: months }, (oracle, at) => oracle.months(at, months)],
      [{ kind: 'months-back', n: back }, (oracle, at) => oracle.monthsBack(at, back)],
      [{ kind: 'lead-workdays', n }, (oracle, at) => oracle.leadWorkdays(at, n)],
      [{ kind: 'shift-end' }, (oracle, at) => oracle.shiftEnd(at)],
    ];
  });

const pauses = fc.array(
  fc.record({
    after: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -600, max: 20 * 1440 }) }, fc.constant<'limit'>('limit')),
    length: fc.nat({ max: 6 * 1440 }),
  }),
  {
    maxLength: 3,
  },
);

function instants(zone: OracleZone): fc.Arbitrary<number> {
  const anywhere = fc.integer({ min: FIRST, max: LAST });
  const near = changesOf(zone).filter((change) => change > FIRST && change < LAST);
  if (near.length === 0) return anywhere;
  const close = fc
    .tuple(fc.constantFrom(...near), fc.integer({ min: -3 * 1440, max: 1440 }))
    .map(([change, by]) => change + by);
  return fc.oneof({ weight: 3, arbitrary: anywhere }, { weight: 1, arbitrary: close });
}

interface Stood {
  readonly after: number | 'limit';
  readonly length: number;
}

/** Some begin on the very minute of the limit, where they must heal nothing. */
function toPauses(told: readonly Stood[], start: number, limit: number): OraclePause[] {
  return told.map(({ after, length }) => {
    const from = after === 'limit' ? limit : start + after;
    return { from, to: from + length };
  });
}

function asRecorded(told: readonly OraclePause[]): Pause[] {
  return told.map(({ from, to }) => ({ from: instantOf(from * MINUTE), to: instantOf(to * MINUTE), why: 'material' }));
}

const worlds = ORACLE_ZONES.flatMap((zone, index) =>
  fc.sample(sketches, { numRuns: CALENDARS_A_ZONE, seed: SEED + index }).map((sketch, n) => ({ zone, n, sketch })),
);

describe.each(worlds)('$zone, random calendar $n (seed ' + SEED + ')', ({ zone, sketch }) => {
  const { calendar, oracle } = build(sketch, zone);
  const ms = (minute: number | null) => (minute === null ? null : minute * MINUTE);

  test('every length ends where a walk over the minutes ends, also when pauses move it', () => {
    expect(checkCalendar(calendar).filter(({ pointer }) => !pointer.startsWith('/publishedYears'))).toEqual([]);
    fc.assert(
      fc.property(instants(zone), lengths, pauses, (at, table, stood) => {
        const limit = endOf(TWO_WORKDAYS, at * MINUTE, calendar) ?? 0;
        const told = toPauses(stood, at, limit / MINUTE);
        const stretches = endedPauses(asRecorded(told), at * MINUTE);
        const differing: string[] = [];
        for (const [length, ask] of table) {
          const end = endOf(length, at * MINUTE, calendar);
          if (end === null || end !== ms(ask(oracle, at))) differing.push(`${length.kind} ${end && instantOf(end)}`);
        }
        const moved = moveByWorkdays(limit, pausedWorkdays(limit, stretches, calendar), calendar);
        if (moved !== ms(oracle.paused(limit / MINUTE, at, told))) differing.push(`paused ${instantOf(moved)}`);
        expect(differing, instantOf(at * MINUTE)).toEqual([]);
      }),
      { numRuns: INSTANTS_A_CALENDAR },
    );
  });

  test('hours of service, the way back and closings agree with it too', () => {
    const spans = fc.nat({ max: 10 * 1440 });
    fc.assert(
      fc.property(instants(zone), spans, fc.integer({ min: 1, max: 600 }), (at, span, minutes) => {
        expect(isOpen(at * MINUTE, calendar)).toBe(oracle.isOpen(at));
        expect(nextOpen(at * MINUTE, calendar)).toBe(ms(oracle.nextOpen(at)));
        expect(workingTimeBefore(at * MINUTE, minutes * MINUTE, calendar)).toBe(
          ms(oracle.workingTimeBefore(at, minutes)),
        );
        expect(closingsBetween(at * MINUTE, (at + span) * MINUTE, calendar)).toBe(oracle.closings(at, at + span));
        const next = nextClosing(at * MINUTE, calendar) / MINUTE;
        expect(oracle.closings(at, next - 1)).toBe(0);
        // Two days close at once where the clocks skip all hours of the later one.
        expect(oracle.closings(at, next)).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test('a later event never has an earlier limit of the same clock', () => {
    const later = fc.oneof(fc.nat({ max: 5 * MINUTE }), fc.nat({ max: 3 * 1440 * MINUTE }));
    fc.assert(
      fc.property(instants(zone), fc.nat({ max: MINUTE }), later, lengths, (at, fraction, by, table) => {
        const first = at * MINUTE + fraction;
        const earlier = table.filter(
          ([length]) => (endOf(length, first + by, calendar) ?? 0) < (endOf(length, first, calendar) ?? 0),
        );
        expect(earlier).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('pauses and changes of calendar or of class commute', () => {
    fc.assert(
      fc.property(instants(zone), pauses, fc.infiniteStream(fc.nat()), (at, stood, order) => {
        const start = instantOf(at * MINUTE);
        const limit = endOf(TWO_WORKDAYS, at * MINUTE, calendar) ?? 0;
        const steps: ((world: World) => World)[] = [
          (world) => ({ ...world, calendar }),
          (world) => ({ ...world, clock: { ...world.clock, id: 'RESOLVE_MULTI' } }),
          ...asRecorded(toPauses(stood, at, limit / MINUTE)).map((pause) => (world: World) => withPause(world, pause)),
        ];
        const shuffled = steps.map((step) => ({ step, key: order.next().value })).sort((a, b) => a.key - b.key);
        const begin: World = { calendar: CHINA_CALENDAR, clock: clockOf('RESOLVE_COMPLEX', start) };
        const one = steps.reduce(planned, begin);
        const other = shuffled.map(({ step }) => step).reduce(planned, begin);
        expect(other.clock.plan).toEqual(one.clock.plan);
      }),
      { numRuns: 100 },
    );
  });
});

interface World {
  readonly calendar: Calendar;
  readonly clock: Clock;
}

function withPause({ calendar, clock }: World, pause: Pause): World {
  return { calendar, clock: { ...clock, pauses: [...clock.pauses, pause] } };
}

/** Each change is planned at once, as it is recorded. */
function planned(world: World, step: (world: World) => World): World {
  const { calendar, clock } = step(world);
  return { calendar, clock: { ...clock, plan: planClock(clock, { ...STANDARD_TIMETABLE, calendar }) } };
}
