import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RosterDay } from '../../../contracts/rosters.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dutiesOf, nextShift, returnsAt } from '../../../domain/roster/duty.ts';
import { shiftAt, shiftOn } from '../../../domain/clocks/planning/shifts.ts';
import { at, local } from '../../support/desk.ts';

const DAYS: readonly RosterDay[] = [
  { day: '2026-11-23', ONCALL: ['3005'], DAY: ['1001', '1003'], LATE: ['1002'], REST: [] },
  { day: '2026-11-24', ONCALL: ['3005'], DAY: ['1001'], LATE: [], REST: [] },
];
const duties = dutiesOf(DAYS, CHINA_CALENDAR);

describe('who is on shift', () => {
  test.each([
    ['1001', '2026-11-23 08:30', true],
    ['1001', '2026-11-23 17:29', true],
    ['1001', '2026-11-23 17:30', false],
    ['1002', '2026-11-23 17:30', true],
    ['1002', '2026-11-24 00:59', true],
    ['1002', '2026-11-24 01:00', false],
    ['3005', '2026-11-24 01:00', true],
    ['3005', '2026-11-24 08:30', false],
    ['9999', '2026-11-23 10:00', false],
  ])('%s at %s: %s', (staffNo, when, on) => {
    const onShift = duties.filter(({ startsAt, endsAt }) => startsAt <= at(when) && at(when) < endsAt);
    expect(onShift.some((duty) => duty.staffNo === staffNo)).toBe(on);
  });

  test('a late shift has the date on which it starts', () => {
    const late = duties.find(({ shift }) => shift === 'LATE');
    expect([late?.day, local(late?.startsAt), local(late?.endsAt)]).toEqual([
      '2026-11-23',
      '2026-11-23 17:30',
      '2026-11-24 01:00',
    ]);
  });
});

describe('who comes next', () => {
  test('the next shift with anybody in it, and a person’s own', () => {
    expect(nextShift(duties, at('2026-11-23 17:30'))).toMatchObject({ day: '2026-11-23', shift: 'LATE' });
    // Nobody works late on Tuesday, and Wednesday has no roster.
    expect(nextShift(duties, at('2026-11-24 17:30'))).toBeNull();
    expect(local(returnsAt(duties, '1001', at('2026-11-23 17:30')))).toBe('2026-11-24 08:30');
    expect(returnsAt(duties, '1002', at('2026-11-24 01:00'))).toBeNull();
  });
});

test('at every instant the shift of that name and day is the one on duty', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }), (date) => {
      const found = shiftAt(date.toISOString(), CHINA_CALENDAR);
      expect(shiftOn(found.businessDate, found.shift, CHINA_CALENDAR)).toEqual(found);
      expect(found.start <= date.toISOString() && date.toISOString() < found.handoverBy).toBe(true);
    }),
  );
});
