import { expect, test } from 'vitest';
import { compareClock } from '../../../domain/clocks/replanning/compare.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { Tally } from '../../../intake/timetables/tally.ts';
import { at } from '../../support/desk.ts';
import { clockOf } from '../clocks/clock.ts';

const { policy } = STANDARD_TIMETABLE;
const NO_END = { targetAt: null, dueAt: null, moments: [], provisional: false };

test('a preview names a limit whose target alone moves, with both instants, and counts it as such', () => {
  const started = clockOf('RESOLVE_COMPLEX', at('2025-11-03 10:00'));
  const clock: Clock = { ...started, plan: planClock(started, STANDARD_TIMETABLE) };
  const sooner = { ...policy.clocks.RESOLVE_COMPLEX, target: { kind: 'workdays', n: 2 } } as const;
  const after = { ...STANDARD_TIMETABLE, policy: { ...policy, clocks: { ...policy.clocks, RESOLVE_COMPLEX: sooner } } };
  const outcome = compareClock(clock, { before: STANDARD_TIMETABLE, after }, at('2025-11-03 12:00'));
  const tally = new Tally(1);
  const owner = {
    ticketNo: 'KF20251103001',
    reviewId: null,
    department: 'PAY',
    tasks: [],
    clocks: [clock],
    standing: null,
  } as const;
  tally.add({ owner, clock }, outcome, false);
  const { from, to } = { from: at('2025-11-10 18:00'), to: at('2025-11-10 18:00') };
  const target = { from: at('2025-11-06 18:00'), to: at('2025-11-05 18:00') };
  const named = { ticketNo: 'KF20251103001', clock: 'RESOLVE_COMPLEX', key: clock.key };
  expect(tally.moved).toEqual([{ ...named, from, to, target }]);
  expect(tally.totals).toMatchObject({ target: 1, adjusted: 0, earlier: 0 });
  expect(tally.more).toBe(false);
  tally.add({ owner, clock }, outcome, false);
  expect(tally.more).toBe(true);
});

test('what begins was neither final nor provisional before', () => {
  const clock = clockOf('DEPARTMENT_INTERNAL', at('2026-12-31 10:00'));
  const begun: Clock = { ...clock, terms: { ...clock.terms, department: 'PAY' }, plan: NO_END };
  const after = { ...STANDARD_TIMETABLE, policy: { ...policy, internal: { PAY: {} } } };
  const outcome = compareClock(begun, { before: STANDARD_TIMETABLE, after }, at('2026-12-31 10:00'));
  expect(outcome).toMatchObject({ how: 'begins', after: { provisional: true } });
  const tally = new Tally(1);
  const owner = {
    ticketNo: 'KF20261231001',
    reviewId: null,
    department: 'PAY',
    tasks: [],
    clocks: [],
    standing: null,
  } as const;
  tally.add({ owner, clock: begun }, outcome, false);
  expect(tally.totals).toMatchObject({ begins: 1, provisional: 0, final: 0 });
  expect(tally.moved).toMatchObject([{ from: null, to: expect.any(String) }]);
});
