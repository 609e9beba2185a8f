import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { compareClock, type Comparison } from '../../../domain/clocks/replanning/compare.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import type { Policy } from '../../../domain/clocks/policy.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { at, local } from '../../support/desk.ts';
import { clockOf } from './clock.ts';

const { calendar, policy, versions } = STANDARD_TIMETABLE;

function withOverrides(...days: { from: string; to: string }[]): Timetable {
  const named = { zh: '店休', en: 'Closed', kind: 'off' } as const;
  const changed: Calendar = {
    ...calendar,
    overrides: [...calendar.overrides, ...days.map((day) => ({ ...named, ...day }))],
  };
  return { versions: { ...versions, calendar: 2 }, calendar: changed, policy };
}

function withWorkdays(n: number): Timetable {
  const { RESOLVE_COMPLEX } = policy.clocks;
  const clocks = {
    ...policy.clocks,
    RESOLVE_COMPLEX: { ...RESOLVE_COMPLEX, length: { kind: 'workdays', n } as const },
  };
  const changed: Policy = { ...policy, clocks };
  return { versions: { ...versions, policy: 2 }, calendar, policy: changed };
}

function withTarget(n: number): Timetable {
  const { RESOLVE_COMPLEX } = policy.clocks;
  const clocks = {
    ...policy.clocks,
    RESOLVE_COMPLEX: { ...RESOLVE_COMPLEX, target: { kind: 'workdays', n } as const },
  };
  return { versions: { ...versions, policy: 2 }, calendar, policy: { ...policy, clocks } };
}

function withLength(
  id: 'CONFIRM_WAIT' | 'MATERIAL_WAIT' | 'DISPUTE_SELLER' | 'DISPUTE_EVIDENCE',
  hours: number,
): Timetable {
  const length = { kind: 'elapsed', hours } as const;
  const clocks = { ...policy.clocks, [id]: { ...policy.clocks[id], length } };
  return { versions: { ...versions, policy: 2 }, calendar, policy: { ...policy, clocks } };
}

/** Started on Monday 3 November 2025 at 10:00: target Thursday, limit Monday after. */
function told(more: Partial<Clock> = {}): Clock {
  const clock = clockOf('RESOLVE_COMPLEX', '2025-11-03T10:00:00+08:00', more);
  return { ...clock, plan: planClock(clock, STANDARD_TIMETABLE) };
}

function compared(clock: Clock, after: Timetable, now = '2025-11-05 12:00'): Comparison {
  return compareClock(clock, { before: STANDARD_TIMETABLE, after }, at(now));
}

function moves(outcome: Comparison): string {
  if (outcome.kind === 'kept') return `kept: ${outcome.why}`;
  if (outcome.kind === 'unchanged') return outcome.kind;
  return `${outcome.kind}: ${local(outcome.before.dueAt)} → ${local(outcome.after.dueAt)}`;
}

describe('a clock under another timetable', () => {
  test('the same one changes nothing', () => {
    expect(moves(compared(told(), STANDARD_TIMETABLE))).toBe('unchanged');
    expect(moves(compared({ ...told(), plan: null }, STANDARD_TIMETABLE))).toBe('unchanged');
  });

  test('a day off in its way moves the limit', () => {
    expect(moves(compared(told(), withOverrides({ from: '2025-11-07', to: '2025-11-07' })))).toBe(
      'moved: 2025-11-10 18:00 → 2025-11-11 18:00',
    );
  });

  test('a day off before its target alone moves both', () => {
    const outcome = compared(told(), withOverrides({ from: '2025-11-06', to: '2025-11-06' }));
    expect(outcome.kind === 'moved' && local(outcome.after.targetAt)).toBe('2025-11-07 18:00');
  });

  test('a shorter limit that is still ahead moves it, one that would be past keeps the old', () => {
    expect(moves(compared(told(), withWorkdays(4)))).toBe('moved: 2025-11-10 18:00 → 2025-11-07 18:00');
    expect(moves(compared(told(), withWorkdays(4), '2025-11-07 18:00'))).toBe('kept: past');
  });

  test('a target that lay ahead is not missed by a rule made later, also while the clock stands still', () => {
    const sooner = withTarget(1);
    expect(moves(compared(told(), sooner))).toBe('kept: past');
    const pauses = [{ from: at('2025-11-05 10:00'), to: null, why: 'material' }] as const;
    expect(moves(compared(told({ status: 'paused', pauses }), sooner, '2025-11-20 10:00'))).toBe('kept: past');
    expect(moves(compared(told(), sooner, '2025-11-04 12:00'))).toBe('moved: 2025-11-10 18:00 → 2025-11-10 18:00');
  });

  test('a target that was missed stays missed where it was, and only the end follows the rule', () => {
    const friday = '2025-11-07 09:00';
    expect(moves(compared(told(), withTarget(4), friday))).toBe('unchanged');
    expect(moves(compared(told(), withTarget(1), friday))).toBe('unchanged');
    const outcome = compared(told(), withWorkdays(7), friday);
    expect(moves(outcome)).toBe('moved: 2025-11-10 18:00 → 2025-11-12 18:00');
    expect(outcome.kind === 'moved' && [outcome.how, local(outcome.after.targetAt)]).toEqual([
      'later',
      '2025-11-06 18:00',
    ]);
    const shorter = withWorkdays(4);
    expect(moves(compared(told(), shorter, friday))).toBe('moved: 2025-11-10 18:00 → 2025-11-07 18:00');
    expect(moves(compared(told(), shorter, '2025-11-07 19:00'))).toBe('kept: past');
    const missedBefore = told({
      pauses: [{ from: at('2025-11-06 19:00'), to: at('2025-11-07 08:00'), why: 'material' }],
    });
    expect(compared(missedBefore, withTarget(4), friday).kind).toBe('unchanged');
    expect(moves(compared(told(), withTarget(4), '2025-11-06 12:00'))).toBe(
      'moved: 2025-11-10 18:00 → 2025-11-10 18:00',
    );
  });

  test.each(['CONFIRM_WAIT', 'MATERIAL_WAIT', 'DISPUTE_SELLER', 'DISPUTE_EVIDENCE'] as const)(
    '%s is never cut short of what was told; it may become longer',
    (id) => {
      const wait = clockOf(id, '2025-11-03T10:00:00+08:00');
      const before = { ...wait, plan: planClock(wait, STANDARD_TIMETABLE) };
      expect(moves(compared(before, withLength(id, 20), '2025-11-03 12:00'))).toBe('kept: told');
      expect(compared(before, withLength(id, 400), '2025-11-03 12:00').kind).toBe('moved');
      const open = { ...before, plan: { ...before.plan, provisional: true } };
      expect(compared(open, withLength(id, 20), '2025-11-03 12:00').kind).toBe('moved');
    },
  );

  test('a breach is a breach whatever comes later, also before it was written down', () => {
    const late = '2025-11-10 18:00';
    expect(moves(compared(told(), withWorkdays(9), late))).toBe('kept: breached');
    expect(moves(compared(told({ breached: true }), withWorkdays(9)))).toBe('kept: breached');
  });

  test.each(['met', 'breached', 'cancelled', 'lapsed'] as const)('%s is over', (status) => {
    expect(moves(compared(told({ status }), withWorkdays(9)))).toBe('kept: ended');
  });

  test('while it stands still it is judged by where it stopped', () => {
    const pauses = [{ from: at('2025-11-05 10:00'), to: null, why: 'material' }] as const;
    const standing = told({ status: 'paused', pauses });
    expect(moves(compared(standing, withWorkdays(4), '2025-12-01 10:00'))).toBe(
      'moved: 2025-11-10 18:00 → 2025-11-07 18:00',
    );
    const long = { ...told({ status: 'paused', pauses: [{ ...pauses[0], from: at('2025-11-07 19:00') }] }) };
    expect(moves(compared(long, withWorkdays(4), '2025-12-01 10:00'))).toBe('kept: past');
  });

  test('the target of a re-assessment that somebody took up is kept, and no version moves it', () => {
    const start = '2025-11-03T10:00:00+08:00';
    const targetOf = (phase: 'first' | 'second') => {
      const clock = clockOf('REASSESS', start, { terms: { urgent: false, fixedDueAt: null, fixedAt: null, phase } });
      const { REASSESS } = policy.clocks;
      const later = { ...REASSESS, target: { kind: 'workdays', n: 2 } } as const;
      const after = { ...STANDARD_TIMETABLE, policy: { ...policy, clocks: { ...policy.clocks, REASSESS: later } } };
      return compared({ ...clock, plan: planClock(clock, STANDARD_TIMETABLE) }, after, '2025-11-03 12:00');
    };
    expect(targetOf('first')).toMatchObject({ kind: 'moved', how: 'target' });
    expect(targetOf('second').kind).toBe('unchanged');
  });

  test('a department’s own limit that the policy gives up ends, late or not', () => {
    const terms = { urgent: false, fixedDueAt: null, fixedAt: null, phase: 'first', department: 'PAY' } as const;
    const gives: Timetable = { ...STANDARD_TIMETABLE, policy: { ...policy, internal: { PAY: {} } } };
    const clock = clockOf('DEPARTMENT_INTERNAL', '2025-11-03T10:00:00+08:00', { terms });
    const own: Clock = { ...clock, plan: planClock(clock, gives) };
    const given = (late: Partial<Clock>, now: string) =>
      compareClock({ ...own, ...late }, { before: gives, after: STANDARD_TIMETABLE }, at(now));
    expect(given({}, '2025-11-04 12:00')).toMatchObject({ kind: 'moved', how: 'ends', after: { dueAt: null } });
    expect(given({ breached: true }, '2025-11-07 12:00')).toMatchObject({ kind: 'moved', how: 'ends' });
  });

  test('another warning adjusts it, a date set by hand stays', () => {
    const { RESOLVE_COMPLEX } = policy.clocks;
    const near = { kind: 'working-time', hours: 2 } as const;
    const clocks = { ...policy.clocks, RESOLVE_COMPLEX: { ...RESOLVE_COMPLEX, near } };
    const after = { ...STANDARD_TIMETABLE, policy: { ...policy, clocks } };
    expect(moves(compared(told(), after))).toBe('adjusted: 2025-11-10 18:00 → 2025-11-10 18:00');
    const fixed = clockOf('RESOLVE_COMPLEX', '2025-11-03T10:00:00+08:00', {
      terms: { urgent: false, fixedDueAt: at('2025-11-12 18:00'), fixedAt: at('2025-11-04 10:00'), phase: 'first' },
    });
    const outcome = compared({ ...fixed, plan: planClock(fixed, STANDARD_TIMETABLE) }, withWorkdays(4));
    expect(moves(outcome)).toBe('unchanged');
  });

  test('there and back again is where it was, and nobody becomes late by it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 60 * 24 * 20 }),
        fc.integer({ min: 0, max: 60 * 24 * 30 }),
        (n, startMinute, passed) => {
          const start = new Date(Date.parse('2025-09-22T00:00:00Z') + startMinute * 60_000).toISOString();
          const now = new Date(Date.parse(start) + passed * 60_000).toISOString();
          const clock = clockOf('RESOLVE_COMPLEX', start);
          const before: Clock = { ...clock, plan: planClock(clock, STANDARD_TIMETABLE) };
          const there = compareClock(before, { before: STANDARD_TIMETABLE, after: withWorkdays(n) }, now);
          if (there.kind !== 'moved') return;
          expect(there.after.dueAt !== null && there.after.dueAt > now).toBe(true);
          const moved = { ...before, plan: there.after };
          const back = compareClock(moved, { before: withWorkdays(n), after: STANDARD_TIMETABLE }, now);
          expect(back.kind === 'moved' && back.after).toEqual(before.plan);
        },
      ),
    );
  });
});
