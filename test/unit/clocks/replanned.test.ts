import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { applyHolidayNotice } from '../../../domain/calendar/applyHolidayNotice.ts';
import { compareClock } from '../../../domain/clocks/replanning/compare.ts';
import { explainClock } from '../../../domain/clocks/explaining/explain.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import { replannedLimit } from '../../../domain/clocks/replanning/replanned.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import type { Clock } from '../../../domain/clocks/types.ts';
import { at } from '../../support/desk.ts';
import { NOTICE_2027 } from '../../support/holidayNotices.ts';
import { clockOf } from './clock.ts';

const START = at('2026-03-02 10:00');
const FRIDAY = at('2026-03-13 18:00');

/** A calendar in which that Friday is off. */
const FRIDAY_OFF: Calendar = {
  ...CHINA_CALENDAR,
  overrides: [
    ...CHINA_CALENDAR.overrides,
    { zh: '店庆', en: 'Anniversary', from: '2026-03-13', to: '2026-03-13', kind: 'off' },
  ],
};
const AFTER: Timetable = { ...STANDARD_TIMETABLE, versions: { calendar: 2, policy: 1 }, calendar: FRIDAY_OFF };
const BOTH = { before: STANDARD_TIMETABLE, after: AFTER };

function agreed(id: 'RESOLVE_SPECIAL' | 'MILESTONE' | 'PROMISE' | 'RESOLVE_COMPLEX', dueAt = FRIDAY): Clock {
  const clock = clockOf(id, START, { terms: { urgent: false, fixedDueAt: dueAt, fixedAt: START, phase: 'second' } });
  return { ...clock, plan: planClock(clock, STANDARD_TIMETABLE) };
}

function told(clock: Clock, now = START) {
  return replannedLimit(clock, compareClock(clock, BOTH, now), BOTH);
}

describe('a date agreed by hand', () => {
  test.each(['RESOLVE_SPECIAL', 'MILESTONE', 'RESOLVE_COMPLEX'] as const)(
    '%s that becomes a day off stays where it was agreed, and that is told',
    (id) => {
      const clock = agreed(id);
      expect(told(clock)).toEqual({ key: clock.key, from: FRIDAY, to: FRIDAY, kept: null, dayOff: true });
    },
  );

  test('a promise may name any time', () => {
    expect(told(agreed('PROMISE'))).toBeNull();
  });

  test('on a day that stays a workday there is nothing to tell', () => {
    expect(told(agreed('RESOLVE_SPECIAL', at('2026-03-12 18:00')))).toBeNull();
  });

  test('in a year without its notice it is provisional, so that loading the notice finds it', () => {
    const outcome = applyHolidayNotice(CHINA_CALENDAR, NOTICE_2027);
    if ('faults' in outcome) throw new Error('the notice is not whole');
    const loaded = { ...AFTER, calendar: outcome.calendar };
    const clock = agreed('RESOLVE_SPECIAL', at('2027-02-09 18:00'));
    expect(clock.plan).toMatchObject({ provisional: true });
    const both = { before: STANDARD_TIMETABLE, after: loaded };
    const compared = compareClock(clock, both, START);
    expect(compared).toMatchObject({ kind: 'adjusted', after: { provisional: false } });
    expect(replannedLimit(clock, compared, both)).toMatchObject({ dayOff: true, to: at('2027-02-09 18:00') });
  });

  test('its explanation names the day off', () => {
    const clock = agreed('RESOLVE_SPECIAL');
    const words = explainClock(clock, planClock(clock, AFTER), AFTER);
    expect(words.zh).toContain('该日为休息日（店庆），须与客户另行约定');
    expect(words.en).toContain('that day is off (Anniversary): another date is to be agreed');
    const before = explainClock(clock, planClock(clock, STANDARD_TIMETABLE), STANDARD_TIMETABLE);
    expect(before.en).not.toContain('off');
  });
});

describe('a counted limit', () => {
  const counted = (): Clock => {
    const clock = clockOf('RESOLVE_COMPLEX', at('2026-03-06 10:00'));
    return { ...clock, plan: planClock(clock, STANDARD_TIMETABLE) };
  };

  test('moves to the next workday, which is told with both instants', () => {
    const clock = counted();
    expect(told(clock, clock.startedAt)).toEqual({
      key: clock.key,
      from: FRIDAY,
      to: at('2026-03-16 18:00'),
      kept: null,
      dayOff: false,
    });
  });

  test('whose target alone moves says so', () => {
    const clock = counted();
    const { RESOLVE_COMPLEX } = STANDARD_TIMETABLE.policy.clocks;
    const sooner = { ...RESOLVE_COMPLEX, target: { kind: 'workdays', n: 2 } } as const;
    const { policy } = STANDARD_TIMETABLE;
    const after = {
      ...STANDARD_TIMETABLE,
      policy: { ...policy, clocks: { ...policy.clocks, RESOLVE_COMPLEX: sooner } },
    };
    const both = { before: STANDARD_TIMETABLE, after };
    expect(replannedLimit(clock, compareClock(clock, both, clock.startedAt), both)).toMatchObject({
      from: FRIDAY,
      to: FRIDAY,
      target: { from: at('2026-03-11 18:00'), to: at('2026-03-10 18:00') },
      kept: null,
    });
  });

  test('whose end has come is kept, and says why', () => {
    const clock = counted();
    expect(told(clock, at('2026-03-14 10:00'))).toMatchObject({ from: FRIDAY, to: FRIDAY, kept: 'breached' });
  });

  test('that has ended is nobody’s matter any more', () => {
    const clock: Clock = { ...counted(), status: 'met', stoppedAt: at('2026-03-09 10:00') };
    expect(told(clock)).toBeNull();
  });
});
