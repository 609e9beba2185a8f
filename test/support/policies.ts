import fc from 'fast-check';
import type { Policy } from '../../domain/clocks/policy.ts';
import type { ClockSetting, Length } from '../../domain/clocks/setting.ts';
import { STANDARD_POLICY } from '../../domain/clocks/standardPolicy.ts';
import { STANDARD_TIMETABLE, type Timetable, type TimetableSource } from '../../domain/clocks/timetable.ts';

/** Limits of a ticket that a policy may give any length that counts. */
const FREE_CLOCKS = [
  'ONLINE_REPLY',
  'EMAIL_FIRST_REPLY',
  'SPECIALIST_TAKEOVER',
  'RESOLVE_SIMPLE',
  'RESOLVE_COMPLEX',
  'RESOLVE_MULTI',
  'PROGRESS_SYNC',
  'REASSESS',
  'MATERIAL_WAIT',
] as const;
export const freeClocks = fc.constantFrom(...FREE_CLOCKS);

// As long as a reply may take.
const workdays = fc.integer({ min: 2, max: 10 });
const counting: fc.Arbitrary<Length> = fc.oneof(
  workdays.map((n): Length => ({ kind: 'workdays', n })),
  fc.integer({ min: 24, max: 240 }).map((hours): Length => ({ kind: 'elapsed', hours })),
  fc.integer({ min: 600, max: 4800 }).map((minutes): Length => ({ kind: 'working-time', minutes })),
  fc.integer({ min: 1, max: 10 }).map((n): Length => ({ kind: 'calendar-days', n })),
);
// A profile is stricter than the row in whose place it stands.
const minutes = fc.integer({ min: 1, max: 3 }).map((n): Length => ({ kind: 'elapsed', minutes: n }));

const lasting = (length: Length): ClockSetting => ({
  length,
  near: { kind: 'none' },
  told: { due: ['owner', 'manager'] },
});
const plain = counting.map(lasting);
const full: fc.Arbitrary<ClockSetting> = fc.tuple(workdays, fc.integer({ min: 1, max: 8 })).map(([n, hours]) => ({
  length: { kind: 'workdays', n },
  target: { kind: 'workdays', n: n - 1 },
  near: { kind: 'day-rule', hours },
  told: { near: ['owner'], target: ['department'], due: ['supervisor'], overdue: ['manager'] },
}));

/** Sound policies that differ from the built-in one in some limits, in a profile, and in departments' own limits. */
export const policies: fc.Arbitrary<Policy> = fc
  .record({
    rows: fc.dictionary(
      fc.constantFrom('EMAIL_FIRST_REPLY', 'SPECIALIST_TAKEOVER', 'RESOLVE_SIMPLE', 'PROGRESS_SYNC'),
      fc.oneof(plain, full),
    ),
    // Their target is kept.
    ofTwoSteps: fc.dictionary(fc.constantFrom('RESOLVE_COMPLEX', 'RESOLVE_MULTI', 'REASSESS'), full),
    wait: counting.map((length): ClockSetting => ({
      length,
      near: { kind: 'left', before: [{ hours: 12 }, { hours: 4 }], as: 'remind' },
      told: { near: ['customer'] },
    })),
    strict: minutes.map(lasting),
    inForce: fc.constantFrom('strict', null),
    internal: fc.dictionary(fc.constantFrom('PAY', 'TECH', 'RISK'), fc.oneof(plain, full)),
  })
  .map(({ rows, ofTwoSteps, wait, strict, inForce, internal }) => ({
    clocks: { ...STANDARD_POLICY.clocks, ...rows, ...ofTwoSteps, MATERIAL_WAIT: wait },
    profiles: { strict: { ...STANDARD_POLICY.profiles['strict'], ONLINE_REPLY: strict } },
    profile: inForce,
    internal,
  }));

/** The built-in calendar with this policy, as a later version. */
export function timetableOf(policy: Policy, version = 2): Timetable {
  return { ...STANDARD_TIMETABLE, versions: { calendar: 1, policy: version }, policy };
}

/** Policies as they were published one after the other, the last in force. */
export function publishedPolicies(...later: readonly Policy[]): TimetableSource {
  const published = [STANDARD_TIMETABLE, ...later.map((policy, index) => timetableOf(policy, index + 2))];
  const of: TimetableSource['of'] = ({ policy }) => {
    const found = published[policy - 1];
    return found === undefined ? Promise.reject(new RangeError(`no policy ${policy}`)) : Promise.resolve(found);
  };
  return { of, current: () => of({ calendar: 1, policy: published.length }) };
}
