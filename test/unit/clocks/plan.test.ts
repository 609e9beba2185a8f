import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import { TICKET_CLOCK_IDS } from '../../../contracts/clocks.ts';
import { isWorkday } from '../../../domain/calendar/workTime.ts';
import { HOUR, instantOf, msOf, toLocal } from '../../../domain/calendar/zone.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import { clockRule } from '../../../domain/clocks/rules.ts';
import type { Clock, ClockTerms, Pause } from '../../../domain/clocks/types.ts';
import { at, clockOf, local } from './clock.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';

const C = STANDARD_TIMETABLE;
const MONDAY = at('2025-11-03T10:00:00');
const starts = fc.integer({ min: msOf('2025-01-01T00:00:00Z'), max: msOf('2027-12-01T00:00:00Z') }).map(instantOf);

function terms(more: Partial<ClockTerms>): ClockTerms {
  return { urgent: false, fixedDueAt: null, fixedAt: null, phase: 'first', ...more };
}

/** 'warn1 10 14:00': kind and step, day of the month, local time. */
function story(clock: Clock): string[] {
  return planClock(clock, C).moments.map(({ kind, step, at: instant }) => {
    const text = local(instant);
    return `${kind}${step} ${text.slice(8, 10)} ${text.slice(11, 16)}`;
  });
}

function due(clock: Clock): string | null {
  const { dueAt } = planClock(clock, C);
  return dueAt === null ? null : local(dueAt).slice(0, 16);
}

function pause(from: string, to: string | null, why: Pause['why'] = 'material'): Pause {
  return { from: at(from), to: to === null ? null : at(to), why };
}

describe('the life of each clock started on Monday 3 Nov 2025 10:00', () => {
  const stories: [TicketClockId, string[]][] = [
    ['ONLINE_REPLY', ['warn1 03 10:02', 'due1 03 10:03', 'overdue1 04 18:00']],
    ['ONLINE_STRICT', ['due1 03 10:00']],
    ['ONLINE_LEFT', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['URGENT_RESPONSE', ['target1 03 12:00', 'due1 03 14:00', 'overdue1 04 18:00']],
    ['URGENT_CONTAIN', ['target1 03 12:00', 'due1 03 14:00']],
    ['EMAIL_FIRST_REPLY', ['warn2 03 15:00', 'due1 04 10:00', 'overdue1 05 18:00']],
    ['EMAIL_COMPLEX_REPLY', ['warn1 05 09:00', 'warn2 06 14:00', 'due1 06 18:00', 'overdue1 07 18:00']],
    ['NEXT_REPLY_EMAIL', ['warn2 03 15:00', 'due1 04 10:00', 'overdue1 05 18:00']],
    ['SPECIALIST_TAKEOVER', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['DEPARTMENT_INTERNAL', ['warn2 05 14:00', 'due1 05 18:00', 'overdue1 06 18:00']],
    ['RESOLVE_SIMPLE', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['RESOLVE_COMPLEX', ['target1 06 18:00', 'warn1 07 09:00', 'warn2 10 14:00', 'due1 10 18:00', 'overdue1 11 18:00']],
    ['RESOLVE_MULTI', ['target1 10 18:00', 'warn1 11 09:00', 'warn2 12 14:00', 'due1 12 18:00', 'overdue1 13 18:00']],
    ['RESOLVE_SPECIAL', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['PROGRESS_SYNC', ['warn2 06 14:00', 'due1 06 18:00', 'overdue1 07 18:00']],
    ['COORDINATION_PLAN', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['TASK_ACCEPT', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['MILESTONE', []],
    ['MATERIAL_WAIT', ['remind1 06 18:00', 'remind2 10 18:00', 'due1 12 18:00']],
    ['CONFIRM_WAIT', ['remind1 06 18:00', 'remind2 10 18:00', 'due1 12 18:00']],
    ['REASSESS', ['target1 04 18:00', 'warn1 05 09:00', 'warn2 06 14:00', 'due1 06 18:00', 'overdue1 07 18:00']],
    ['URGE_REPLY', ['due1 03 14:00']],
    ['PROMISE', []],
    ['SUPERVISION_REPORT', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['QUALITY_RATING', ['warn2 05 14:00', 'due1 05 18:00', 'overdue1 06 18:00']],
    ['QUALITY_COMPLAINT', ['warn1 05 09:00', 'warn2 06 14:00', 'due1 06 18:00', 'overdue1 07 18:00']],
    ['SUGGESTION_REVIEW', ['warn1 28 09:00', 'warn2 01 14:00', 'due1 01 18:00', 'overdue1 02 18:00']],
    ['DISPUTE_SELLER', ['remind1 03 22:00', 'remind2 04 06:00', 'due1 04 10:00']],
    ['DISPUTE_BUYER_CONFIRM', ['remind1 04 10:00', 'remind2 05 06:00', 'due1 05 10:00']],
    ['DISPUTE_EVIDENCE', ['remind1 05 10:00', 'remind2 06 06:00', 'due1 06 10:00']],
    ['DISPUTE_PREHANDLE', ['remind1 04 06:00', 'due1 04 10:00']],
    ['DISPUTE_DECISION', ['warn1 06 09:00', 'warn2 07 14:00', 'due1 07 18:00', 'overdue1 10 18:00']],
    ['APPEAL', ['warn1 06 09:00', 'warn2 07 14:00', 'due1 07 18:00', 'overdue1 10 18:00']],
    ['FOLLOW_UP', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['TERMINATION_REVIEW', ['warn2 04 14:00', 'due1 04 18:00', 'overdue1 05 18:00']],
    ['RATING_WINDOW', ['remind1 06 09:00', 'due1 11 00:00']],
    ['REOPEN_WINDOW', ['due1 04 00:00']],
  ];

  test.each(stories)('%s', (id, expected) => {
    expect(story(clockOf(id, MONDAY))).toEqual(expected);
  });

  test('no clock of a ticket is left out', () => {
    expect(stories.map(([id]) => id).toSorted()).toEqual([...TICKET_CLOCK_IDS].toSorted());
  });
});

describe('limits set by hand', () => {
  test('a milestone ends on its day, warned four working hours before', () => {
    const milestone = clockOf('MILESTONE', MONDAY, { terms: terms({ fixedDueAt: at('2025-11-07T18:00:00') }) });
    expect(story(milestone)).toEqual(['warn2 07 14:00', 'due1 07 18:00', 'overdue1 10 18:00']);
  });

  test('a special ticket runs to its date once that is set', () => {
    const special = clockOf('RESOLVE_SPECIAL', MONDAY, {
      terms: terms({ phase: 'second', fixedDueAt: at('2025-11-20T18:00:00'), fixedAt: at('2025-11-04T11:00:00') }),
    });
    expect(story(special)).toEqual(['warn1 19 09:00', 'warn2 20 14:00', 'due1 20 18:00', 'overdue1 21 18:00']);
  });

  test('an extension keeps the target and replaces the limit', () => {
    const extended = clockOf('RESOLVE_COMPLEX', MONDAY, { terms: terms({ fixedDueAt: at('2025-11-12T18:00:00') }) });
    expect(planClock(extended, C)).toMatchObject({
      targetAt: at('2025-11-06T18:00:00'),
      dueAt: at('2025-11-12T18:00:00'),
    });
  });

  test('an extension has already reckoned with the pauses before it; later ones move it', () => {
    const set = terms({ fixedDueAt: at('2025-11-13T18:00:00'), fixedAt: at('2025-11-07T10:00:00') });
    const before = pause('2025-11-04T10:00:00', '2025-11-06T15:00:00');
    const after = pause('2025-11-10T10:00:00', '2025-11-11T10:00:00');
    expect(due(clockOf('RESOLVE_COMPLEX', MONDAY, { terms: set, pauses: [before] }))).toBe('2025-11-13T18:00');
    expect(due(clockOf('RESOLVE_COMPLEX', MONDAY, { terms: set, pauses: [before, after] }))).toBe('2025-11-14T18:00');
  });

  test('a re-assessment that somebody has taken no longer waits for its first limit', () => {
    const taken = clockOf('REASSESS', MONDAY, { terms: terms({ phase: 'second' }) });
    expect(story(taken)).toEqual(['warn1 05 09:00', 'warn2 06 14:00', 'due1 06 18:00', 'overdue1 07 18:00']);
    expect(planClock(taken, C).targetAt).toBe(at('2025-11-04T18:00:00'));
  });
});

describe('pauses', () => {
  const waiting = pause('2025-11-04T10:00:00', '2025-11-06T15:00:00');

  test('move target and limit by the closings that pass', () => {
    expect(story(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses: [waiting] }))).toEqual([
      'target1 10 18:00',
      'warn1 11 09:00',
      'warn2 12 14:00',
      'due1 12 18:00',
      'overdue1 13 18:00',
    ]);
  });

  test('within a day or over a weekend gain nothing', () => {
    const short = pause('2025-11-04T10:00:00', '2025-11-04T17:59:00');
    const weekend = pause('2025-11-07T18:00:00', '2025-11-10T17:59:00');
    expect(due(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses: [short, weekend] }))).toBe('2025-11-10T18:00');
  });

  test('begun at or after the limit heal nothing', () => {
    const late = pause('2025-11-04T18:00:00', '2025-11-07T10:00:00');
    expect(due(clockOf('RESOLVE_SIMPLE', MONDAY, { pauses: [late] }))).toBe('2025-11-04T18:00');
  });

  test('begun after the target move the limit alone', () => {
    const late = pause('2025-11-07T10:00:00', '2025-11-10T10:00:00');
    expect(planClock(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses: [late] }), C)).toMatchObject({
      targetAt: at('2025-11-06T18:00:00'),
      dueAt: at('2025-11-11T18:00:00'),
    });
  });

  test('that overlap count each closing once', () => {
    const dispute = pause('2025-11-05T10:00:00', '2025-11-07T10:00:00', 'dispute');
    expect(due(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses: [waiting, dispute] }))).toBe('2025-11-13T18:00');
  });

  test('still open leave the clock without moments and the limit where it stands', () => {
    const standing = clockOf('RESOLVE_COMPLEX', MONDAY, {
      status: 'paused',
      pauses: [pause('2025-11-04T10:00:00', null)],
    });
    expect(planClock(standing, C)).toMatchObject({ dueAt: at('2025-11-10T18:00:00'), moments: [] });
  });

  test('for another reason at once are one: what was not missed before the first has nothing that follows from it', () => {
    const agreed = { fixedDueAt: at('2025-11-04T15:00:00'), fixedAt: MONDAY };
    const terms = { ...clockOf('RESOLVE_SPECIAL', MONDAY).terms, phase: 'second', ...agreed } as const;
    const disputed = (from: string) =>
      clockOf('RESOLVE_SPECIAL', MONDAY, {
        status: 'paused',
        terms,
        pauses: [pause(from, '2025-11-04T16:00:00'), pause('2025-11-04T16:00:00', null, 'dispute')],
      });
    expect(planClock(disputed('2025-11-04T14:00:00'), C).moments).toEqual([]);
    expect(planClock(disputed('2025-11-04T15:30:00'), C).moments).toMatchObject([{ kind: 'overdue' }]);
  });

  test.each(['EMAIL_FIRST_REPLY', 'SPECIALIST_TAKEOVER', 'REASSESS', 'CONFIRM_WAIT'] as const)(
    '%s never pauses',
    (id) => {
      expect(due(clockOf(id, MONDAY, { pauses: [waiting] }))).toBe(due(clockOf(id, MONDAY)));
    },
  );

  const pausesOf = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 20 * 24 }), fc.integer({ min: 1, max: 96 })).map(([after, length]): Pause => {
      const from = msOf(MONDAY) + after * HOUR;
      return { from: instantOf(from), to: instantOf(from + length * HOUR), why: 'material' };
    }),
    { maxLength: 6 },
  );

  test('give the same limit in whatever order they are recorded', () => {
    fc.assert(
      fc.property(pausesOf, (pauses) => {
        const one = planClock(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses }), C);
        const other = planClock(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses: pauses.toReversed() }), C);
        expect(one).toEqual(other);
      }),
    );
  });

  test('never shorten a limit', () => {
    fc.assert(
      fc.property(pausesOf, (pauses) => {
        const paused = planClock(clockOf('RESOLVE_COMPLEX', MONDAY, { pauses }), C);
        expect((paused.dueAt ?? '') >= at('2025-11-10T18:00:00')).toBe(true);
      }),
    );
  });
});

describe('every clock of a ticket', () => {
  test('that has stopped waits for nothing and keeps its limit', () => {
    for (const id of TICKET_CLOCK_IDS) {
      const running = planClock(clockOf(id, MONDAY), C);
      expect(planClock(clockOf(id, MONDAY, { status: 'met' }), C)).toEqual({ ...running, moments: [] });
    }
  });

  test('has moments in order, all after the start', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TICKET_CLOCK_IDS), starts, (id, start) => {
        const instants = planClock(clockOf(id, start), C).moments.map((moment) => moment.at);
        expect(instants).toEqual(instants.toSorted());
        expect(instants.every((instant) => instant > start)).toBe(true);
      }),
    );
  });

  test('never gives a later start an earlier limit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TICKET_CLOCK_IDS), starts, starts, (id, one, other) => {
        const [first, second] = [one, other].toSorted();
        const limits = [first ?? one, second ?? one].map((start) => planClock(clockOf(id, start), C).dueAt ?? '');
        expect(limits).toEqual(limits.toSorted());
      }),
    );
  });

  test('counted in workdays never ends on a day off', () => {
    const counted = TICKET_CLOCK_IDS.filter((id) =>
      ['workdays', 'mail', 'first-opening-day'].includes(clockRule(id).length.kind),
    );
    fc.assert(
      fc.property(fc.constantFrom(...counted), starts, (id, start) => {
        const { dueAt } = planClock(clockOf(id, start), C);
        expect(isWorkday(toLocal(msOf(dueAt ?? ''), C.calendar.zone).day, C.calendar)).toBe(true);
      }),
    );
  });

  test.each([
    ['RESOLVE_COMPLEX', '2026-12-30T10:00:00', true],
    ['RESOLVE_COMPLEX', '2026-12-01T10:00:00', false],
    ['RATING_WINDOW', '2026-12-30T10:00:00', false],
    ['URGENT_RESPONSE', '2027-03-01T10:00:00', false],
    ['PROMISE', '2027-03-01T10:00:00', false],
  ] as const)('%s from %s is provisional: %s', (id, start, expected) => {
    expect(planClock(clockOf(id, at(start)), C).provisional).toBe(expected);
  });
});
