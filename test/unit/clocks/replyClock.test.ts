import { describe, expect, test } from 'vitest';
import { shanghaiDay } from '../../../contracts/instants.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { appointmentCheck } from '../../../domain/clocks/planning/appointments.ts';
import { endOfWorkday, latestExtension, nextWorkdayEnd } from '../../../domain/clocks/planning/limits.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { isStaffed, phoneRoute, replyClockAt } from '../../../domain/clocks/planning/replyClock.ts';
import { shiftAt } from '../../../domain/clocks/planning/shifts.ts';
import { at, clockOf } from './clock.ts';

const C = CHINA_CALENDAR;
const FRIDAY = '2025-11-07T10:00:00';
const EVENING = '2025-11-07T20:00:00';
const SATURDAY = '2025-11-08T11:00:00';
const SATURDAY_NIGHT = '2025-11-08T23:00:00';
const ADJUSTED_SUNDAY = '2025-09-28T17:00:00';

describe('which reply a customer is owed', () => {
  test.each([
    ['online', false, true, FRIDAY, 'ONLINE_REPLY'],
    ['online', false, false, ADJUSTED_SUNDAY, 'ONLINE_REPLY'],
    ['online', false, true, EVENING, 'ONLINE_LEFT'],
    ['online', false, true, SATURDAY, 'ONLINE_LEFT'],
    ['online', true, true, SATURDAY, 'ONLINE_REPLY'],
    ['online', true, true, SATURDAY_NIGHT, 'URGENT_RESPONSE'],
    ['online', true, false, EVENING, 'URGENT_RESPONSE'],
    ['email', false, true, SATURDAY, 'EMAIL_FIRST_REPLY'],
    ['email', false, false, FRIDAY, 'NEXT_REPLY_EMAIL'],
    ['email', true, true, FRIDAY, 'URGENT_RESPONSE'],
    ['phone', false, true, FRIDAY, null],
    ['phone', false, true, SATURDAY, null],
    ['phone', true, true, FRIDAY, null],
    ['phone', true, true, SATURDAY, 'URGENT_RESPONSE'],
    ['offline', false, true, FRIDAY, null],
    ['offline', true, true, EVENING, 'URGENT_RESPONSE'],
  ] as const)('%s, urgent %s, first %s, at %s: %s', (...row) => {
    const [channel, urgent, first, when, expected] = row;
    expect(replyClockAt({ channel, urgent, first, at: at(when) }, C)).toBe(expected);
  });

  test('the reduced hours of a day off are for urgent online matters alone', () => {
    expect(isStaffed('online', at(SATURDAY), true, C)).toBe(true);
    expect(isStaffed('online', at(SATURDAY), false, C)).toBe(false);
    expect(isStaffed('email', at(SATURDAY), true, C)).toBe(false);
  });

  test.each([
    [FRIDAY, false, 'agent'],
    [FRIDAY, true, 'agent'],
    [EVENING, false, 'callback'],
    [EVENING, true, 'duty'],
    [SATURDAY, true, 'duty'],
    [SATURDAY, false, 'callback'],
  ] as const)('a call at %s, urgent %s, goes to %s', (when, urgent, expected) => {
    expect(phoneRoute(at(when), urgent, C)).toBe(expected);
  });
});

describe('limits that commands ask for', () => {
  test.each([
    ['2025-11-07', at('2025-11-07T18:00:00')],
    ['2025-10-11', at('2025-10-11T18:00:00')],
    ['2025-11-08', null],
    ['2025-10-08', null],
  ])('the end of %s is %s', (day, expected) => {
    expect(endOfWorkday(day, C)).toBe(expected);
  });

  const complex = clockOf('RESOLVE_COMPLEX', at('2025-11-03T10:00:00'));

  test('a complex limit is extended to seven workdays at most, and to so many more as it has paused', () => {
    expect(latestExtension(complex, STANDARD_TIMETABLE)).toBe(at('2025-11-12T18:00:00'));
    const pause = { from: at('2025-11-04T10:00:00'), to: at('2025-11-06T10:00:00'), why: 'material' } as const;
    expect(latestExtension({ ...complex, pauses: [pause] }, STANDARD_TIMETABLE)).toBe(at('2025-11-14T18:00:00'));
  });

  test('no other limit is', () => {
    expect(latestExtension({ ...complex, id: 'RESOLVE_MULTI' }, STANDARD_TIMETABLE)).toBeNull();
    expect(latestExtension({ ...complex, id: 'RESOLVE_SIMPLE' }, STANDARD_TIMETABLE)).toBeNull();
  });

  test('the day of an instant is the one in Shanghai', () => {
    expect(shanghaiDay('2025-11-06T16:00:00.000Z')).toBe('2025-11-07');
    expect(shanghaiDay('2025-11-06T15:59:59.999Z')).toBe('2025-11-06');
    expect(nextWorkdayEnd('2025-11-06T16:00:00.000Z', 1, C)).toBe(at('2025-11-10T18:00:00'));
  });
});

describe('visits and shifts', () => {
  const monday = at('2025-11-03T10:00:00');

  test.each([
    ['2025-11-06T09:00:00', { ok: true }],
    ['2025-11-05T17:00:00', { ok: false, reason: 'short_notice' }],
    ['2025-11-06T18:00:00', { ok: false, reason: 'outside_service_hours' }],
    ['2025-11-05T20:00:00', { ok: false, reason: 'outside_service_hours' }],
  ])('asked on Monday, a visit at %s: %j', (wanted, expected) => {
    expect(appointmentCheck(monday, at(wanted), STANDARD_TIMETABLE)).toEqual(expected);
  });

  test.each([
    ['2025-11-07T08:29:59', 'ONCALL', '2025-11-07', '2025-11-07T08:30:00'],
    ['2025-11-07T08:30:00', 'DAY', '2025-11-07', '2025-11-07T17:30:00'],
    ['2025-11-07T17:30:00', 'LATE', '2025-11-07', '2025-11-08T01:00:00'],
    ['2025-11-08T00:59:59', 'LATE', '2025-11-07', '2025-11-08T01:00:00'],
    ['2025-11-08T01:00:00', 'ONCALL', '2025-11-08', '2025-11-08T08:30:00'],
  ])('at %s the %s shift of %s is on until %s', (when, shift, businessDate, until) => {
    expect(shiftAt(at(when), C)).toMatchObject({ shift, businessDate, handoverBy: at(until) });
  });

  test('a calendar may begin its shifts at other times', () => {
    const early = { ...C, shifts: { ONCALL: '00:00', DAY: '07:00', LATE: '15:00' } };
    expect(shiftAt(at('2025-11-07T15:00:00'), early)).toMatchObject({
      shift: 'LATE',
      handoverBy: at('2025-11-08T00:00:00'),
    });
    expect(shiftAt(at('2025-11-08T00:00:00'), early)).toMatchObject({ shift: 'ONCALL', businessDate: '2025-11-08' });
  });

  test('and give the phone hours of its own, on workdays only', () => {
    const longer = { ...C, phoneHours: [{ open: '08:00', close: '20:00' }] };
    expect(isStaffed('phone', at('2025-11-07T19:59:00'), false, longer)).toBe(true);
    expect(isStaffed('phone', at('2025-11-07T20:00:00'), false, longer)).toBe(false);
    expect(isStaffed('phone', at('2025-11-08T10:00:00'), true, longer)).toBe(false);
    expect(isStaffed('online', at('2025-11-07T19:00:00'), false, longer)).toBe(false);
    expect(phoneRoute(at('2025-11-07T08:30:00'), false, longer)).toBe('agent');
  });
});
