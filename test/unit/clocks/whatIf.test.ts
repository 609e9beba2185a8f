import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { type WhatIf, whatIf } from '../../../domain/clocks/replanning/whatIf.ts';
import { addWhatIf, emptyWhatIf, hasMore, MOST_NAMED } from '../../../domain/clocks/replanning/whatIfTally.ts';
import { at } from '../../support/desk.ts';
import { freeClocks } from '../../support/policies.ts';
import { clockOf } from './clock.ts';

const { calendar, policy, versions } = STANDARD_TIMETABLE;

function withWorkdays(n: number): Timetable {
  const { RESOLVE_COMPLEX } = policy.clocks;
  const length = { kind: 'workdays', n } as const;
  const clocks = { ...policy.clocks, RESOLVE_COMPLEX: { ...RESOLVE_COMPLEX, length } };
  return { versions: { ...versions, policy: 2 }, calendar, policy: { ...policy, clocks } };
}

/** Started on Monday 3 November 2025 at 10:00: limit Monday after, 18:00. */
function told(more: Partial<Clock> = {}): Clock {
  const clock = clockOf('RESOLVE_COMPLEX', '2025-11-03T10:00:00+08:00', more);
  return { ...clock, plan: planClock(clock, STANDARD_TIMETABLE) };
}

const change = (clock: Clock, after: Timetable, now = '2025-11-05 12:00'): string | null =>
  whatIf(clock, { before: STANDARD_TIMETABLE, after }, at(now))?.change ?? null;

const answered = (when: string): Clock => told({ status: 'met', stoppedAt: at(when) });
const answeredLate = (when: string): Clock => told({ status: 'breached', breached: true, stoppedAt: at(when) });

describe('what other rules would have made of a limit', () => {
  test.each([
    ['done on Friday, with four days', answered('2025-11-07 17:00'), 4, 'same'],
    ['done exactly at the other limit', answered('2025-11-07 18:00'), 4, 'same'],
    ['done a minute after the other limit', answered('2025-11-07 18:01'), 4, 'would-breach'],
    ['done late by a day, with six days', answeredLate('2025-11-11 17:00'), 6, 'saved'],
    ['done late by two days, with six days', answeredLate('2025-11-12 17:00'), 6, 'same'],
    ['done late, with fewer days', answeredLate('2025-11-11 17:00'), 4, 'same'],
    ['running, with six days', told(), 6, 'later'],
    ['running, with four days', told(), 4, 'earlier'],
    ['running on Wednesday, with one day', told(), 1, 'would-breach'],
    ['called off', told({ status: 'cancelled', stoppedAt: at('2025-11-12 10:00') }), 1, null],
    [
      'called off when it was late',
      told({ status: 'cancelled', breached: true, stoppedAt: at('2025-11-11 10:00') }),
      6,
      'saved',
    ],
    ['a wait that ran out', told({ status: 'lapsed', stoppedAt: at('2025-11-12 10:00') }), 1, null],
  ])('%s', (_name, clock, workdays, expected) => {
    expect(change(clock, withWorkdays(workdays))).toBe(expected);
  });

  test('running and late already: saved while the other limit is ahead', () => {
    const late = told({ breached: true });
    expect(change(late, withWorkdays(9), '2025-11-11 10:00')).toBe('saved');
    expect(change(late, withWorkdays(6), '2025-11-12 10:00')).toBe('same');
  });

  test('what a re-plan would leave alone for its target is late by no limit that lies ahead', () => {
    const rules = withWorkdays(4);
    const target = { kind: 'workdays', n: 1 } as const;
    const sooner = { ...rules.policy.clocks.RESOLVE_COMPLEX, target };
    const clocks = { ...rules.policy.clocks, RESOLVE_COMPLEX: sooner };
    expect(change(told(), { ...rules, policy: { ...rules.policy, clocks } })).toBe('same');
  });

  test('of what runs it says what a re-plan does, and what that leaves as it is', () => {
    const look = (clock: Clock, after: Timetable, now = '2025-11-05 12:00') =>
      whatIf(clock, { before: STANDARD_TIMETABLE, after }, at(now));
    const withTarget = (n: number): Timetable => {
      const { RESOLVE_COMPLEX } = policy.clocks;
      const clocks = {
        ...policy.clocks,
        RESOLVE_COMPLEX: { ...RESOLVE_COMPLEX, target: { kind: 'workdays', n } as const },
      };
      return { ...STANDARD_TIMETABLE, policy: { ...policy, clocks } };
    };
    const [from, to] = [at('2025-11-06 18:00'), at('2025-11-07 18:00')];
    expect(look(told(), withTarget(4))).toEqual({ change: 'target', from, to, kept: false, dayOff: false });
    expect(look(told(), withTarget(1))).toMatchObject({ change: 'same', kept: true });
    expect(look(told(), withWorkdays(6))).toMatchObject({ change: 'later', kept: false });
    expect(look(told(), withWorkdays(1))).toMatchObject({ change: 'would-breach', kept: true });
    expect(look(told({ breached: true }), withWorkdays(9), '2025-11-11 10:00')).toMatchObject({
      change: 'saved',
      kept: true,
    });
    expect(look(answered('2025-11-07 18:01'), withWorkdays(4))).toMatchObject({ change: 'would-breach', kept: false });
  });

  test('standing still it is judged by where it stopped', () => {
    const pauses = [{ from: at('2025-11-04 10:00'), to: null, why: 'material' }] as const;
    const standing = told({ status: 'paused', pauses });
    expect(change(standing, withWorkdays(2), '2025-12-01 10:00')).toBe('earlier');
    expect(change({ ...standing, pauses: [{ ...pauses[0], from: at('2025-11-06 10:00') }] }, withWorkdays(2))).toBe(
      'would-breach',
    );
  });

  test('nobody is late by the end of a wait: the customer took his time within it', () => {
    const wait = (more: Partial<Clock> = {}): Clock => {
      const clock = clockOf('CONFIRM_WAIT', '2025-11-03T10:00:00+08:00', more);
      return { ...clock, plan: planClock(clock, STANDARD_TIMETABLE) };
    };
    const { CONFIRM_WAIT } = policy.clocks;
    const length = { kind: 'workdays', n: 2 } as const;
    const clocks = { ...policy.clocks, CONFIRM_WAIT: { ...CONFIRM_WAIT, length } };
    const shorter: Timetable = { versions: { ...versions, policy: 2 }, calendar, policy: { ...policy, clocks } };
    expect(change(wait({ status: 'met', stoppedAt: at('2025-11-10 10:00') }), shorter)).toBe(null);
    expect(change(wait(), shorter, '2025-11-10 10:00')).toBe('same');
    // Told as it was, it is not cut short by a re-plan, and so not by a what-if.
    expect(change(wait(), shorter, '2025-11-03 12:00')).toBe('same');
  });

  test('a date agreed by hand that would be a day off stays and is pointed out', () => {
    const terms = { fixedDueAt: at('2025-11-10 18:00'), fixedAt: at('2025-11-03 12:00') };
    const agreed = told({ terms: { ...told().terms, ...terms } });
    const off = { from: '2025-11-10', to: '2025-11-10', kind: 'off', zh: '停业', en: 'closed' } as const;
    const closed: Timetable = {
      ...STANDARD_TIMETABLE,
      calendar: { ...calendar, overrides: [...calendar.overrides, off] },
    };
    const look = (clock: Clock) => whatIf(clock, { before: STANDARD_TIMETABLE, after: closed }, at('2025-11-05 12:00'));
    expect(look({ ...agreed, plan: planClock(agreed, STANDARD_TIMETABLE) })).toMatchObject({
      change: 'same',
      dayOff: true,
    });
    expect(look(told())).toMatchObject({ change: 'later', dayOff: false });
  });

  test('by the same rules nothing changes, whatever the limit and however it ended', () => {
    const ends = fc.constantFrom('running', 'met', 'breached') satisfies fc.Arbitrary<Clock['status']>;
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 60 });
    fc.assert(
      fc.property(freeClocks, ends, minutes, minutes, (id, how, started, passed) => {
        const start = new Date(Date.parse('2025-09-22T00:00:00Z') + started * 60_000).toISOString();
        const end = new Date(Date.parse(start) + passed * 60_000).toISOString();
        const running = clockOf(id, start);
        const plan = planClock(running, STANDARD_TIMETABLE);
        const late = plan.dueAt !== null && end > plan.dueAt;
        const ended = { ...running, plan, status: late ? ('breached' as const) : ('met' as const), breached: late };
        const clock: Clock = how === 'running' ? { ...running, plan } : { ...ended, stoppedAt: end };
        expect(whatIf(clock, { before: STANDARD_TIMETABLE, after: STANDARD_TIMETABLE }, end)?.change ?? 'same').toBe(
          'same',
        );
      }),
    );
  });

  test('there is no verdict but by the new limit: more days never make anybody late', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 30 }), fc.integer({ min: 0, max: 60 * 24 * 30 }), (workdays, passed) => {
        const end = new Date(Date.parse(at('2025-11-03 10:00')) + passed * 60_000).toISOString();
        const late = end > (told().plan?.dueAt ?? '');
        const clock = late ? answeredLate('2025-11-20 10:00') : answered('2025-11-05 10:00');
        expect(change({ ...clock, stoppedAt: end }, withWorkdays(workdays))).not.toBe('would-breach');
      }),
    );
  });
});

describe('the sum of it', () => {
  const limit = {
    ticketNo: 'KF20251103001',
    department: 'PAY',
    clock: 'RESOLVE_COMPLEX',
    key: 'RESOLVE_COMPLEX#1',
  } as const;

  test('counts all, groups by department and limit, and names the first', () => {
    const result = emptyWhatIf();
    const was = (change: WhatIf['change'], dayOff = false): WhatIf => ({
      change,
      from: null,
      to: null,
      kept: false,
      dayOff,
    });
    for (let n = 0; n < MOST_NAMED + 5; n += 1) addWhatIf(result, limit, was('saved'));
    const listed = addWhatIf(result, { ...limit, department: 'FRONT' }, was('same', true));
    expect(listed).toMatchObject([{ department: 'FRONT', change: 'day-off' }]);
    const none = { 'would-breach': 0, earlier: 0, later: 0 };
    expect(result.totals).toMatchObject({ ...none, limits: 206, same: 1, saved: 205, kept: 0, dayOff: 1 });
    expect(result.onDayOff).toMatchObject([{ department: 'FRONT', clock: 'RESOLVE_COMPLEX' }]);
    expect(result.groups['FRONT RESOLVE_COMPLEX']).toMatchObject({ limits: 1, same: 1 });
    expect(result.named.saved).toHaveLength(MOST_NAMED);
    expect(hasMore(result)).toBe(true);
    expect(hasMore(emptyWhatIf())).toBe(false);
  });
});
