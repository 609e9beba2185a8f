import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOLDERS } from '../../../contracts/people.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { HOUR, MINUTE, msOf } from '../../../domain/calendar/zone.ts';
import { isOpen } from '../../../domain/calendar/workTime.ts';
import type { Span } from '../../../domain/reports/span.ts';
import { type Course, splitTime } from '../../../domain/reports/split.ts';
import { at } from '../../support/desk.ts';

const ms = (local: string): number => msOf(at(local));
const span = (from: string, to: string): Span => ({ from: ms(from), to: ms(to) });
const since = ms('2025-11-03 09:00');

function course(changes: Partial<Course>): Course {
  return {
    ...span('2025-11-03 10:00', '2025-11-05 10:00'),
    waiting: [],
    outages: [],
    holdings: [{ since, holder: 'FRONT' }],
    ...changes,
  };
}

describe('the time of a limit is told apart', () => {
  test('by whom it waited for, the outage, and who had the ticket', () => {
    const split = splitTime(
      course({
        waiting: [span('2025-11-03 12:00', '2025-11-04 12:00')],
        outages: [span('2025-11-04 13:00', '2025-11-04 13:30')],
        holdings: [
          { since, holder: 'FRONT' },
          { since: ms('2025-11-03 11:00'), holder: 'TECH' },
        ],
      }),
      CHINA_CALENDAR,
    );
    expect(split).toEqual({
      customer: { ms: 24 * HOUR, workingMs: 9 * HOUR },
      outage: { ms: 30 * MINUTE, workingMs: 30 * MINUTE },
      departments: [
        { department: 'FRONT', ms: HOUR, workingMs: HOUR },
        { department: 'TECH', ms: 22.5 * HOUR, workingMs: 7.5 * HOUR },
      ],
    });
  });

  test('an outage while the customer was waited for cost the desk nothing', () => {
    const waiting = [span('2025-11-03 10:00', '2025-11-04 10:00')];
    const outages = [span('2025-11-04 09:00', '2025-11-04 11:00')];
    const { customer, outage } = splitTime(course({ waiting, outages }), CHINA_CALENDAR);
    expect([customer.ms, outage.ms]).toEqual([24 * HOUR, HOUR]);
  });

  test('two outages at the same time are one', () => {
    const outages = [span('2025-11-03 11:00', '2025-11-03 13:00'), span('2025-11-03 12:00', '2025-11-03 14:00')];
    expect(splitTime(course({ outages }), CHINA_CALENDAR).outage.ms).toBe(3 * HOUR);
  });

  test('what lies before its start or after its end does not count', () => {
    const outside = [span('2025-11-01 00:00', '2025-11-03 10:00'), span('2025-11-05 10:00', '2025-11-06 00:00')];
    const split = splitTime(course({ waiting: outside, outages: outside }), CHINA_CALENDAR);
    expect(split.departments).toEqual([{ department: 'FRONT', ms: 48 * HOUR, workingMs: 18 * HOUR }]);
  });

  test('of a weekend nothing is working time', () => {
    const split = splitTime(course(span('2025-11-07 18:00', '2025-11-10 09:00')), CHINA_CALENDAR);
    expect(split.departments).toEqual([{ department: 'FRONT', ms: 63 * HOUR, workingMs: 0 }]);
  });
});

const start = ms('2025-09-20 00:00');
const instants = fc.integer({ min: start, max: start + 40 * 24 * HOUR });
const spans = fc.array(
  fc.tuple(instants, instants).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { maxLength: 5 },
);
const holding = fc.record({ since: instants, holder: fc.constantFrom(...HOLDERS) });
const courses: fc.Arbitrary<Course> = fc
  .record({
    run: fc.tuple(instants, instants),
    waiting: spans,
    outages: spans,
    first: holding,
    later: fc.array(holding, { maxLength: 5 }),
  })
  .map(({ run: [a, b], waiting, outages, first, later }) => ({
    from: Math.min(a, b),
    to: Math.max(a, b),
    waiting,
    outages,
    holdings: [{ ...first, since: 0 }, ...later.toSorted((x, y) => x.since - y.since)],
  }));

describe('whatever happened', () => {
  test('the parts add up to the whole time exactly, and working time never exceeds it', () => {
    fc.assert(
      fc.property(courses, (given) => {
        const { customer, outage, departments } = splitTime(given, CHINA_CALENDAR);
        const parts = [customer, outage, ...departments];
        expect(parts.reduce((sum, part) => sum + part.ms, 0)).toBe(given.to - given.from);
        for (const part of parts) expect(part.workingMs).toBeLessThanOrEqual(part.ms);
      }),
    );
  });

  test('nothing is the customer’s without waiting, nothing an outage without one', () => {
    fc.assert(
      fc.property(courses, (given) => {
        expect(splitTime({ ...given, waiting: [] }, CHINA_CALENDAR).customer.ms).toBe(0);
        expect(splitTime({ ...given, outages: [] }, CHINA_CALENDAR).outage.ms).toBe(0);
      }),
    );
  });

  test('more outage never makes a department’s time longer', () => {
    fc.assert(
      fc.property(courses, spans, (given, more) => {
        const before = splitTime(given, CHINA_CALENDAR).departments;
        for (const { department, ms: after } of splitTime(
          { ...given, outages: [...given.outages, ...more] },
          CHINA_CALENDAR,
        ).departments) {
          expect(after).toBeLessThanOrEqual(before.find((one) => one.department === department)?.ms ?? 0);
        }
      }),
    );
  });

  test('working time agrees with a walk over the minutes', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 5 * 24 * 60 }), (anyFrom, minutes) => {
        const from = anyFrom - (anyFrom % MINUTE);
        const to = from + minutes * MINUTE;
        const { departments } = splitTime(course({ from, to }), CHINA_CALENDAR);
        let open = 0;
        for (let minute = from; minute < to; minute += MINUTE) if (isOpen(minute, CHINA_CALENDAR)) open += MINUTE;
        expect(departments[0]?.workingMs ?? 0).toBe(open);
      }),
      { numRuns: 50 },
    );
  });
});
