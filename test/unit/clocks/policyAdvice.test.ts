import { describe, expect, test } from 'vitest';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { contradictedNotices } from '../../../domain/calendar/statutory.ts';
import type { Policy } from '../../../domain/clocks/policy.ts';
import { internalBeyondCustomers, warningsThatNeverCome } from '../../../domain/clocks/checking/policyAdvice.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';

function advised(internal: Policy['internal']): string[] {
  return internalBeyondCustomers({ ...STANDARD_POLICY, internal }, CHINA_CALENDAR).map(({ pointer }) => pointer);
}

describe('a department’s own limit beside the customer’s', () => {
  test.each<[string, Policy['internal'], string[]]>([
    ['ends earlier', { PAY: { length: { kind: 'workdays', n: 3 } } }, []],
    ['ends together with it', { PAY: { length: { kind: 'workdays', n: 5 } } }, []],
    ['ends later in workdays', { PAY: { length: { kind: 'workdays', n: 6 } } }, ['/internal/PAY/length']],
    ['ends later in open hours', { PAY: { length: { kind: 'working-time', hours: 60 } } }, ['/internal/PAY/length']],
    ['ends after a simple question’s', { FRONT: { length: { kind: 'workdays', n: 2 } } }, ['/internal/FRONT/length']],
  ])('that %s: %j', (_, internal, expected) => {
    expect(advised(internal)).toEqual(expected);
  });

  test('is compared with what the profile in force promises', () => {
    const profiles = { quick: { RESOLVE_COMPLEX: { length: { kind: 'workdays', n: 2 } } } } as const;
    const internal = { PAY: { length: { kind: 'workdays', n: 3 } } } as const;
    const policy = { ...STANDARD_POLICY, profiles, profile: 'quick', internal };
    expect(internalBeyondCustomers(policy, CHINA_CALENDAR)).toMatchObject([{ pointer: '/internal/PAY/length' }]);
  });
});

describe('a warning that never comes', () => {
  const warned = (hours: number) => {
    const { RESOLVE_SIMPLE } = STANDARD_POLICY.clocks;
    const near = { kind: 'day-rule', hours } as const;
    const clocks = { ...STANDARD_POLICY.clocks, RESOLVE_SIMPLE: { ...RESOLVE_SIMPLE, near } };
    return warningsThatNeverCome({ ...STANDARD_POLICY, clocks }, CHINA_CALENDAR).map(({ pointer }) => pointer);
  };

  test('is told of a draft: 20 open hours before the end of a single workday', () => {
    expect(warned(20)).toEqual(['/clocks/RESOLVE_SIMPLE/near']);
  });

  test('comes for every clock of the built-in policy, also where it falls on the day before', () => {
    expect(warned(4)).toEqual([]);
    expect(warned(12)).toEqual([]);
  });
});

describe('days of a notice that a draft does not tell as the notice does', () => {
  test('are named', () => {
    const overrides = CHINA_CALENDAR.overrides.filter(({ from }) => from !== '2026-04-04');
    expect(contradictedNotices(CHINA_CALENDAR, { ...CHINA_CALENDAR, overrides })).toMatchObject([
      {
        pointer: '/publishedYears/1',
        expected: { en: '2026-04-04 to 2026-04-06 of the notice of 2026 among the overrides' },
      },
    ]);
  });

  test('are named where the draft makes a workday of one', () => {
    const overrides = CHINA_CALENDAR.overrides.map((day) =>
      day.from === '2026-04-04' ? { ...day, kind: 'work' as const } : day,
    );
    expect(contradictedNotices(CHINA_CALENDAR, { ...CHINA_CALENDAR, overrides })).toHaveLength(1);
    expect(
      contradictedNotices({ ...CHINA_CALENDAR, publishedYears: [2025] }, { ...CHINA_CALENDAR, overrides }),
    ).toEqual([]);
  });

  test('are none where the year is published no more, or all are there', () => {
    const without = { ...CHINA_CALENDAR, publishedYears: [2025], overrides: [] };
    expect(contradictedNotices(CHINA_CALENDAR, CHINA_CALENDAR)).toEqual([]);
    expect(contradictedNotices(CHINA_CALENDAR, { ...without, publishedYears: [] })).toEqual([]);
  });
});
