import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, instantOf, msOf } from '../../../domain/calendar/zone.ts';
import { checkPolicy } from '../../../domain/clocks/checking/checkPolicy.ts';
import { explainClock } from '../../../domain/clocks/explaining/explain.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import type { Policy } from '../../../domain/clocks/policy.ts';
import { previewClock } from '../../../domain/clocks/explaining/preview.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import type { Clock, Pause } from '../../../domain/clocks/types.ts';
import { freeClocks, policies, timetableOf } from '../../support/policies.ts';
import { at, clockOf, local } from './clock.ts';

const MONDAY = at('2025-11-03T10:00:00');
const starts = fc
  .integer({ min: msOf(at('2025-01-01T00:00:00')), max: msOf(at('2026-12-31T00:00:00')) })
  .map(instantOf);
const copy = (policy: Policy): Policy => JSON.parse(JSON.stringify(policy));

function complexIn(n: number): Timetable {
  const { clocks } = STANDARD_POLICY;
  const { target: _none, told, ...rest } = clocks.RESOLVE_COMPLEX;
  const { target: _nobody, ...ladder } = told;
  const shorter = { ...rest, length: { kind: 'workdays', n } as const, told: { ...ladder, due: ['manager'] as const } };
  return timetableOf({ ...STANDARD_POLICY, clocks: { ...clocks, RESOLVE_COMPLEX: shorter } });
}

describe('a policy as data', () => {
  test('is the same after it was written down and read again', () => {
    expect(copy(STANDARD_POLICY)).toEqual(STANDARD_POLICY);
    fc.assert(
      fc.property(policies, freeClocks, starts, (policy, id, start) => {
        expect(checkPolicy(copy(policy))).toEqual([]);
        expect(planClock(clockOf(id, start), timetableOf(copy(policy)))).toEqual(
          planClock(clockOf(id, start), timetableOf(policy)),
        );
      }),
    );
  });

  test('says nothing of names, pauses and what follows a missed limit: those are built in', () => {
    const fields = Object.values(STANDARD_POLICY.clocks).flatMap((setting) => Object.keys(setting));
    expect([...new Set(fields)].toSorted()).toEqual(['length', 'near', 'target', 'told']);
  });

  test('changed and changed back, it gives the limits it gave', () => {
    fc.assert(
      fc.property(policies, freeClocks, starts, (policy, id, start) => {
        const before = planClock(clockOf(id, start), STANDARD_TIMETABLE);
        const there = planClock(clockOf(id, start, { plan: before }), timetableOf(policy));
        expect(planClock(clockOf(id, start, { plan: there }), STANDARD_TIMETABLE)).toEqual(before);
      }),
    );
  });

  test('whatever it says, a later start never has an earlier limit', () => {
    fc.assert(
      fc.property(policies, freeClocks, starts, starts, (policy, id, one, other) => {
        const limits = [one, other].toSorted().map((start) => planClock(clockOf(id, start), timetableOf(policy)).dueAt);
        expect(limits).toEqual(limits.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test('pauses and re-planning commute', () => {
    const pauses = fc.array(
      fc.tuple(fc.nat({ max: 15 * 24 }), fc.integer({ min: 1, max: 96 })).map(([after, hours]): Pause => {
        const from = msOf(MONDAY) + after * HOUR;
        return { from: instantOf(from), to: instantOf(from + hours * HOUR), why: 'material' };
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(policies, freeClocks, pauses, fc.nat({ max: 4 }), (policy, id, stood, when) => {
        const steps: ((world: World) => World)[] = stood.map((pause) => (world) => withPause(world, pause));
        const replan = (world: World): World => ({ ...world, timetable: timetableOf(policy) });
        const begin = { clock: clockOf(id, MONDAY), timetable: STANDARD_TIMETABLE };
        const atOnce = [replan, ...steps].reduce(planned, begin);
        const later = steps.toSpliced(Math.min(when, steps.length), 0, replan).reduce(planned, begin);
        expect(later.clock.plan).toEqual(atOnce.clock.plan);
      }),
    );
  });
});

interface World {
  readonly clock: Clock;
  readonly timetable: Timetable;
}

function withPause({ clock, timetable }: World, pause: Pause): World {
  return { clock: { ...clock, pauses: [...clock.pauses, pause] }, timetable };
}

/** Each change is planned at once, as it is recorded. */
function planned(world: World, step: (world: World) => World): World {
  const { clock, timetable } = step(world);
  return { clock: { ...clock, plan: planClock(clock, timetable) }, timetable };
}

describe('a limit under another policy', () => {
  test('ends, warns and tells as that policy says', () => {
    const plan = planClock(clockOf('RESOLVE_COMPLEX', MONDAY), complexIn(2));
    expect(plan.targetAt).toBeNull();
    expect(plan.moments.map(({ kind, at: when, told }) => [kind, local(when).slice(5, 16), told])).toEqual([
      ['warn', '11-05T14:00', ['owner']],
      ['due', '11-05T18:00', ['manager']],
      ['overdue', '11-06T18:00', ['manager']],
    ]);
  });

  test('names nobody where nobody is told, so that nothing is carried along for it', () => {
    const silent = planClock(clockOf('REOPEN_WINDOW', MONDAY), STANDARD_TIMETABLE).moments;
    expect(silent).toEqual([{ kind: 'due', at: at('2025-12-04T00:00:00'), step: 1 }]);
  });

  test('says which version it follows, unless it is the first', () => {
    const clock = clockOf('RESOLVE_COMPLEX', MONDAY);
    const explained = (timetable: Timetable) => explainClock(clock, planClock(clock, timetable), timetable);
    expect(explained(complexIn(2)).en).toMatch(/; by version 2 of the limits$/);
    expect(explained(complexIn(2)).zh).toMatch(/；按时限规则第2版$/);
    expect(explained(STANDARD_TIMETABLE).en).not.toContain('version');
    const calendarThree = { ...STANDARD_TIMETABLE, versions: { calendar: 3, policy: 1 } };
    expect(explained(calendarThree)).toMatchObject({ en: expect.stringMatching(/; by version 3 of the calendar$/) });
  });

  test('is previewed as it would run', () => {
    fc.assert(
      fc.property(policies, starts, (policy, start) => {
        const { dueAt } = planClock(clockOf('RESOLVE_MULTI', start), timetableOf(policy));
        expect(previewClock({ clock: 'RESOLVE_MULTI', at: start }, timetableOf(policy)).dueAt).toBe(dueAt);
      }),
    );
  });

  test('a profile takes the place of the rows it names, in force or asked for', () => {
    const strict = { ONLINE_STRICT: {}, RESOLVE_SIMPLE: { length: { kind: 'working-time', hours: 2 } } } as const;
    const policy: Policy = { ...STANDARD_POLICY, profiles: { strict }, profile: null };
    const ask = (timetable: Timetable, profile?: string) =>
      local(previewClock({ clock: 'RESOLVE_SIMPLE', at: MONDAY, profile }, timetable).dueAt ?? '').slice(5, 16);
    expect(ask(timetableOf(policy))).toBe('11-04T18:00');
    expect(ask(timetableOf(policy), 'strict')).toBe('11-03T12:00');
    expect(ask(timetableOf({ ...policy, profile: 'strict' }))).toBe('11-03T12:00');
    expect(ask(timetableOf({ ...policy, profile: 'strict' }), 'standard')).toBe('11-04T18:00');
  });

  test('a special date must be set within what the policy allows', () => {
    const length = { kind: 'set-date', setWithinWorkdays: 3 } as const;
    const { clocks } = STANDARD_POLICY;
    const policy: Policy = {
      ...STANDARD_POLICY,
      clocks: { ...clocks, RESOLVE_SPECIAL: { ...clocks.RESOLVE_SPECIAL, length } },
    };
    expect(planClock(clockOf('RESOLVE_SPECIAL', MONDAY), timetableOf(policy)).dueAt).toBe(at('2025-11-06T18:00:00'));
  });
});
