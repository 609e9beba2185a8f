import { describe, expect, test } from 'vitest';
import { english, NOTHING } from '../../../contracts/words.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { checkPolicy } from '../../../domain/clocks/checking/checkPolicy.ts';
import { checkTimetable } from '../../../domain/clocks/checking/checkTimetable.ts';
import type { Policy } from '../../../domain/clocks/policy.ts';
import type { PolicyShape, SettingShape } from '../../../domain/clocks/checking/policyShape.ts';
import type { ClockRuleId } from '../../../domain/clocks/rules.ts';
import type { ClockSetting, Length, Near } from '../../../domain/clocks/setting.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';

function changed(id: ClockRuleId, changes: Partial<ClockSetting>): Policy {
  return {
    ...STANDARD_POLICY,
    clocks: { ...STANDARD_POLICY.clocks, [id]: { ...STANDARD_POLICY.clocks[id], ...changes } },
  };
}

function told(id: ClockRuleId, changes: SettingShape['told']): PolicyShape {
  const setting = STANDARD_POLICY.clocks[id];
  const { clocks } = STANDARD_POLICY;
  return { ...STANDARD_POLICY, clocks: { ...clocks, [id]: { ...setting, told: { ...setting.told, ...changes } } } };
}

/** 'pointer: got', in the order in which they are told. */
function faultsOf(policy: PolicyShape): string[] {
  return checkPolicy(policy).map(({ pointer, got }) => `${pointer}: ${english(got)}`);
}

const complex = (length: Length, target?: Length) =>
  changed('RESOLVE_COMPLEX', target ? { length, target } : { length });
const near = (id: ClockRuleId, value: Near) => changed(id, { near: value });

describe('a policy is checked before it may set limits', () => {
  test('the built-in one is sound, alone and with the built-in calendar', () => {
    expect(checkPolicy(STANDARD_POLICY)).toEqual([]);
    expect(checkTimetable(CHINA_CALENDAR, STANDARD_POLICY)).toEqual([]);
  });

  test('so is a stricter one with a profile in force and a department’s own limit', () => {
    const policy: Policy = {
      ...complex({ kind: 'workdays', n: 4 }, { kind: 'workdays', n: 2 }),
      profile: 'strict',
      internal: { PAY: { length: { kind: 'working-time', hours: 12 } }, TECH: {} },
    };
    expect(checkPolicy(policy)).toEqual([]);
    expect(checkTimetable(CHINA_CALENDAR, policy)).toEqual([]);
  });

  test.each<[string, Length, string]>([
    ['no workday', { kind: 'workdays', n: 0 }, '/length/n: 0'],
    ['a negative number', { kind: 'workdays', n: -5 }, '/length/n: -5'],
    ['half a workday', { kind: 'workdays', n: 2.5 }, '/length/n: 2.5'],
    ['an absurd number', { kind: 'workdays', n: 100_000 }, '/length/n: 100000'],
    ['no amount at all', { kind: 'elapsed' }, '/length: none'],
    ['no time', { kind: 'elapsed', hours: 0 }, '/length: 0 hours'],
    ['negative minutes', { kind: 'elapsed', hours: 5, minutes: -1 }, '/length/minutes: -1'],
    ['a year of hours', { kind: 'elapsed', hours: 8760 }, '/length: 8760 hours'],
    ['a length that is set by hand', { kind: 'set-date' }, '/length/kind: set-date'],
    ['the end of a shift', { kind: 'shift-end' }, '/length/kind: shift-end'],
    ['days counted back', { kind: 'months-back', n: 3 }, '/length/kind: months-back'],
  ])('a complex question is not given %s', (_, length, fault) => {
    expect(faultsOf(complex(length))).toEqual([`/clocks/RESOLVE_COMPLEX${fault}`]);
  });

  test.each<[string, Policy, string]>([
    ['a target after the limit', complex({ kind: 'workdays', n: 2 }), 'RESOLVE_COMPLEX/target: 3 workdays'],
    ['a target at the limit', complex({ kind: 'workdays', n: 3 }), 'RESOLVE_COMPLEX/target: 3 workdays'],
    [
      'a target for a wait',
      changed('MATERIAL_WAIT', { target: { kind: 'workdays', n: 1 }, told: { near: ['customer'], target: ['owner'] } }),
      'MATERIAL_WAIT/target: workdays',
    ],
    [
      'a target that is a date',
      complex({ kind: 'workdays', n: 5 }, { kind: 'set-date' }),
      'RESOLVE_COMPLEX/target/kind: set-date',
    ],
    ['a warning after the end', near('ONLINE_REPLY', { kind: 'after', minutes: 3 }), 'ONLINE_REPLY/near: 180 seconds'],
    [
      'reminders out of order',
      near('DISPUTE_SELLER', { kind: 'left', before: [{ hours: 4 }, { hours: 12 }], as: 'remind' }),
      'DISPUTE_SELLER/near/before/1: 12 hours',
    ],
    [
      'a reminder before the start',
      near('DISPUTE_SELLER', { kind: 'left', before: [{ hours: 24 }], as: 'remind' }),
      'DISPUTE_SELLER/near/before/0: 86400 seconds',
    ],
    [
      'reminders without any',
      near('DISPUTE_SELLER', { kind: 'left', before: [], as: 'remind' }),
      'DISPUTE_SELLER/near/before: none',
    ],
    [
      'a reminder on the last day of a wait',
      near('CONFIRM_WAIT', { kind: 'remind-workdays', n: [3, 7] }),
      'CONFIRM_WAIT/near/n/1: 7 workdays',
    ],
    ['a reminder on no day', near('RATING_WINDOW', { kind: 'remind-day', n: 0 }), 'RATING_WINDOW/near/n: 0'],
    [
      'a fixed length for a milestone',
      changed('MILESTONE', { length: { kind: 'workdays', n: 3 } }),
      'MILESTONE/length/kind: workdays',
    ],
    [
      'a month to set a date',
      changed('RESOLVE_SPECIAL', { length: { kind: 'set-date', setWithinWorkdays: 99 } }),
      'RESOLVE_SPECIAL/length/setWithinWorkdays: 99',
    ],
  ])('%s is a fault', (_, policy, fault) => {
    expect(faultsOf(policy)).toEqual([`/clocks/${fault}`]);
  });

  test.each<[string, PolicyShape, string]>([
    ['somebody nobody knows', told('REASSESS', { due: ['owner', 'president'] }), 'REASSESS/told/due/1: president'],
    ['the same twice', told('REASSESS', { due: ['owner', 'owner'] }), 'REASSESS/told/due/1: owner'],
    ['nobody of a breach', told('REASSESS', { due: [] }), 'REASSESS/told/due: none'],
    ['nobody of a missed target', told('REASSESS', { target: [] }), 'REASSESS/told/target: none'],
    [
      'somebody of a target there is not',
      told('RESOLVE_SIMPLE', { target: ['owner'] }),
      'RESOLVE_SIMPLE/told/target: owner',
    ],
    ['nobody of a warning', told('ONLINE_REPLY', { near: [] }), 'ONLINE_REPLY/told/near: none'],
    ['somebody of no warning', told('URGE_REPLY', { near: ['owner'] }), 'URGE_REPLY/told/near: owner'],
    [
      'the manager of a wait that is over',
      told('MATERIAL_WAIT', { overdue: ['manager'] }),
      'MATERIAL_WAIT/told/overdue: manager',
    ],
    [
      'somebody whom no end of a wait reaches',
      told('MATERIAL_WAIT', { due: ['customer', 'supervisor'] }),
      'MATERIAL_WAIT/told/due: customer, supervisor',
    ],
    [
      'a customer of what is measured inside',
      told('DEPARTMENT_INTERNAL', { due: ['customer'] }),
      'DEPARTMENT_INTERNAL/told/due/0: customer',
    ],
  ])('telling %s is a fault', (_, policy, fault) => {
    expect(faultsOf(policy)).toEqual([`/clocks/${fault}`]);
  });

  test.each(['MATERIAL_WAIT', 'CONFIRM_WAIT'] as const)('nobody is closed for silence unreminded: %s', (id) => {
    const row = `/clocks/${id}`;
    expect(faultsOf(changed(id, { near: { kind: 'none' }, told: { due: ['customer'] } }))).toEqual([
      `${row}/near: 0 reminders`,
    ]);
    expect(faultsOf(near(id, { kind: 'remind-workdays', n: [3] }))).toEqual([`${row}/near: 1 reminder`]);
    expect(faultsOf(told(id, { near: ['owner'] }))).toEqual([`${row}/told/near: owner`]);
    expect(faultsOf(near(id, { kind: 'remind-workdays', n: [1, 2, 5] }))).toEqual([]);
  });

  test('no tacit settlement, and no lost turn in a dispute, without a reminder', () => {
    const silent = { near: { kind: 'none' }, told: {} } as const;
    expect(faultsOf(changed('DISPUTE_BUYER_CONFIRM', silent))).toEqual([
      '/clocks/DISPUTE_BUYER_CONFIRM/near: 0 reminders',
    ]);
    const once: Near = { kind: 'left', before: [{ hours: 4 }], as: 'remind' };
    expect(faultsOf(near('DISPUTE_BUYER_CONFIRM', once))).toEqual(['/clocks/DISPUTE_BUYER_CONFIRM/near: 1 reminder']);
    expect(faultsOf(told('DISPUTE_BUYER_CONFIRM', { near: ['owner'] }))).toEqual([
      '/clocks/DISPUTE_BUYER_CONFIRM/told/near: owner',
    ]);
    expect(faultsOf(told('DISPUTE_BUYER_CONFIRM', { near: ['customer'] }))).toEqual([]);
    expect(faultsOf(near('DISPUTE_SELLER', once))).toEqual([]);
    for (const id of ['DISPUTE_SELLER', 'DISPUTE_EVIDENCE', 'DISPUTE_PREHANDLE'] as const)
      expect(faultsOf(changed(id, silent))).toEqual([`/clocks/${id}/near: 0 reminders`]);
  });

  test.each(['REASSESS', 'URGENT_RESPONSE', 'URGENT_CONTAIN', 'RESOLVE_COMPLEX', 'RESOLVE_MULTI'] as const)(
    'the first step of %s is kept',
    (id) => {
      const { target: _, told: heard, ...rest } = STANDARD_POLICY.clocks[id];
      const { target: __, ...others } = heard;
      const policy = { ...STANDARD_POLICY, clocks: { ...STANDARD_POLICY.clocks, [id]: { ...rest, told: others } } };
      expect(faultsOf(policy)).toEqual([`/clocks/${id}/target: none`]);
    },
  );

  test('a date that is set by hand is set within some time', () => {
    expect(faultsOf(changed('RESOLVE_SPECIAL', { length: { kind: 'set-date' } }))).toEqual([
      '/clocks/RESOLVE_SPECIAL/length/setWithinWorkdays: none',
    ]);
    expect(faultsOf(changed('RESOLVE_SPECIAL', { length: { kind: 'set-date', setWithinWorkdays: 2 } }))).toEqual([]);
  });

  test('a clock is missing, another unknown', () => {
    const { REASSESS, ...clocks } = STANDARD_POLICY.clocks;
    expect(faultsOf({ ...STANDARD_POLICY, clocks: { ...clocks, COFFEE: REASSESS } })).toEqual([
      '/clocks/REASSESS: none',
      '/clocks/COFFEE: COFFEE',
    ]);
  });

  test('profiles and internal limits are judged together with the rows they change', () => {
    const length: Length = { kind: 'workdays', n: 2 };
    const policy: PolicyShape = {
      ...STANDARD_POLICY,
      profile: 'lax',
      profiles: { standard: {}, 'a/b': { RESOLVE_COMPLEX: { length }, COFFEE: { length } } },
      internal: { PAY: { length: { kind: 'workdays', n: -1 } }, FRONT: { length }, MOON: {} },
    };
    expect(faultsOf(policy)).toEqual([
      '/profiles/standard: standard',
      '/profiles/a~1b/RESOLVE_COMPLEX/target: 3 workdays',
      '/profiles/a~1b/COFFEE: COFFEE',
      '/profile: lax',
      '/internal/PAY/length/n: -1',
      '/internal/FRONT: FRONT',
      '/internal/MOON: MOON',
    ]);
  });

  test('a profile is stricter than the rows in whose place it stands, and never laxer', () => {
    const under = (rows: PolicyShape['profiles'][string]) => faultsOf({ ...STANDARD_POLICY, profiles: { own: rows } });
    const days = (n: number): Length => ({ kind: 'workdays', n });
    expect(under({ RESOLVE_COMPLEX: { length: days(20) } })).toEqual([
      '/profiles/own/RESOLVE_COMPLEX/length: 20 workdays',
    ]);
    expect(under({ RESOLVE_COMPLEX: { target: days(4) } })).toEqual([
      '/profiles/own/RESOLVE_COMPLEX/target: 4 workdays',
    ]);
    expect(under({ EMAIL_FIRST_REPLY: { length: days(1) } })).toEqual([
      '/profiles/own/EMAIL_FIRST_REPLY/length: 1 workday',
    ]);
    expect(
      under({ RESOLVE_COMPLEX: { length: days(4) }, RESOLVE_SIMPLE: { length: { kind: 'working-time', hours: 8 } } }),
    ).toEqual([]);
    expect(under({ MATERIAL_WAIT: { length: { kind: 'calendar-days', n: 30 } }, RESOLVE_MULTI: {} })).toEqual([]);
  });

  test('all faults are told at once, each with what would be right', () => {
    const faults = checkPolicy(changed('ONLINE_REPLY', { length: { kind: 'elapsed', minutes: -3 }, told: {} }));
    expect(faults).toEqual([
      {
        pointer: '/clocks/ONLINE_REPLY/length/minutes',
        expected: expect.objectContaining({ en: 'a whole number, not negative' }),
        got: '-3',
      },
      {
        pointer: '/clocks/ONLINE_REPLY/told/near',
        expected: expect.objectContaining({ en: 'somebody to tell before the end' }),
        got: NOTHING,
      },
      {
        pointer: '/clocks/ONLINE_REPLY/told/due',
        expected: expect.objectContaining({ en: 'somebody to tell of a breach' }),
        got: NOTHING,
      },
    ]);
  });
});

describe('a setting has to make sense for its clock', () => {
  const length = (id: ClockRuleId, value: Length) => changed(id, { length: value });

  test.each<[string, Policy, string]>([
    ['records gone after a second', length('RETENTION', { kind: 'elapsed', seconds: 1 }), 'RETENTION/length: 1 second'],
    ['records gone after a month', length('RETENTION', { kind: 'months', n: 1 }), 'RETENTION/length: 1 month'],
    ['a month short of two years', length('RETENTION', { kind: 'months', n: 23 }), 'RETENTION/length: 23 months'],
    ['no time to re-open', length('REOPEN_WINDOW', { kind: 'elapsed', seconds: 1 }), 'REOPEN_WINDOW/length: 1 second'],
    [
      'a day too few to re-open',
      length('REOPEN_WINDOW', { kind: 'calendar-days', n: 29 }),
      'REOPEN_WINDOW/length: 29 calendar days',
    ],
    [
      'a reply in the chat next week',
      length('ONLINE_REPLY', { kind: 'workdays', n: 5 }),
      'ONLINE_REPLY/length: 5 workdays',
    ],
    [
      'a mail answered after a month and a half',
      length('EMAIL_FIRST_REPLY', { kind: 'workdays', n: 30 }),
      'EMAIL_FIRST_REPLY/length: 30 workdays',
    ],
    ['a question like a mail', length('RESOLVE_SIMPLE', { kind: 'mail' }), 'RESOLVE_SIMPLE/length/kind: mail'],
    [
      'a warning that never comes',
      near('RESOLVE_SIMPLE', { kind: 'day-rule', hours: 100 }),
      'RESOLVE_SIMPLE/near: 100 hours of open hours before the end',
    ],
    [
      'a warning weeks before a report of three days',
      near('PROGRESS_SYNC', { kind: 'working-time', hours: 500 }),
      'PROGRESS_SYNC/near: 500 hours of open hours before the end',
    ],
  ])('%s is a fault', (_, policy, fault) => {
    expect(faultsOf(policy)).toEqual([`/clocks/${fault}`]);
  });

  test.each<[string, Policy]>([
    ['three years of records', length('RETENTION', { kind: 'months', n: 36 })],
    ['two years told in days', length('RETENTION', { kind: 'calendar-days', n: 731 })],
    ['two months to re-open', length('REOPEN_WINDOW', { kind: 'calendar-days', n: 60 })],
    ['two weeks for a mail', length('EMAIL_FIRST_REPLY', { kind: 'workdays', n: 10 })],
    ['a warning a day of service before', near('RESOLVE_SIMPLE', { kind: 'day-rule', hours: 8 })],
  ])('%s is not', (_, policy) => {
    expect(faultsOf(policy)).toEqual([]);
  });

  test('what is expected says the bounds and where they come from', () => {
    expect(checkPolicy(length('RETENTION', { kind: 'months', n: 1 }))).toMatchObject([
      {
        expected: {
          zh: '该时限为 731 天至 7320 天（记录至少保存2年（24个月））',
          en: 'from 731 days to 7320 days for this clock: records are kept for 2 years (24 months) at least',
        },
      },
    ]);
  });

  test('a breach is told to somebody of the desk who answers for it', () => {
    const customer = told('EMAIL_FIRST_REPLY', { near: ['customer'], due: ['customer'], overdue: ['manager'] });
    expect(faultsOf(customer)).toEqual([
      '/clocks/EMAIL_FIRST_REPLY/told/near: customer',
      '/clocks/EMAIL_FIRST_REPLY/told/due: customer',
    ]);
    expect(faultsOf(told('EMAIL_FIRST_REPLY', { due: ['customer', 'owner'] }))).toEqual([]);
    expect(faultsOf(told('EMAIL_FIRST_REPLY', { due: ['freeAgent'] }))).toEqual([
      '/clocks/EMAIL_FIRST_REPLY/told/due: freeAgent',
    ]);
  });
});

describe('what only calendar and policy together show', () => {
  test('a target in hours that days off put behind a limit in workdays', () => {
    const policy = complex({ kind: 'workdays', n: 2 }, { kind: 'elapsed', hours: 47 });
    expect(checkPolicy(policy)).toEqual([]);
    expect(checkTimetable(CHINA_CALENDAR, policy).map(({ pointer }) => pointer)).toEqual([
      '/clocks/RESOLVE_COMPLEX/target',
    ]);
  });

  test('a limit that a calendar with few open days puts years away', () => {
    const rare = { ...CHINA_CALENDAR, week: [[], CHINA_CALENDAR.fullHours, [], [], [], [], []] } as const;
    const policy: Policy = { ...STANDARD_POLICY, internal: { PAY: { length: { kind: 'workdays', n: 250 } } } };
    expect(checkTimetable(CHINA_CALENDAR, policy)).toEqual([]);
    expect(checkTimetable(rare, policy).map(({ pointer }) => pointer)).toEqual(['/internal/PAY/length']);
  });

  test('a complex question that would take longer in one department than in several', () => {
    const longer = complex({ kind: 'workdays', n: 9 });
    expect(checkTimetable(CHINA_CALENDAR, longer).map(({ pointer }) => pointer)).toEqual([
      '/clocks/RESOLVE_COMPLEX/length',
    ]);
    expect(checkTimetable(CHINA_CALENDAR, complex({ kind: 'workdays', n: 7 }))).toEqual([]);
  });
});
