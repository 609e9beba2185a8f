import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayNumber, dayText } from '../../../domain/calendar/days.ts';
import {
  addWorkingTime,
  closingsBetween,
  dayOfLimit,
  isOpen,
  isProvisional,
  sameTimeNextWorkday,
  workdayEnd,
  workingTimeBefore,
} from '../../../domain/calendar/workTime.ts';
import type { Zone } from '../../../domain/calendar/zone.ts';
import { fromLocal, HOUR, instantOf, MINUTE, msOf, reachedBy, toLocal } from '../../../domain/calendar/zone.ts';
import { momentsOf } from '../../../domain/clocks/planning/moments.ts';
import { moveByWorkdays } from '../../../domain/clocks/running/pauses.ts';
import { clockRule } from '../../../domain/clocks/rules.ts';

const named = (name: string): Zone => ({ name, utcOffsetMinutes: null });
const BERLIN = named('Europe/Berlin');

function timeText(time: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(time / HOUR)}:${two((time % HOUR) / MINUTE)}`;
}

function shown(instant: string, zone: Zone, read = toLocal): string {
  const { day, time } = read(msOf(instant), zone);
  return `${dayText(day)} ${timeText(time)}`;
}

function instantAt(local: string, zone: Zone): string {
  const [day = '', time = ''] = local.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantOf(fromLocal(dayNumber(day), hours * HOUR + minutes * MINUTE, zone)).slice(0, 16);
}

describe('the wall clock of a zone', () => {
  test.each([
    ['Europe/Berlin', '2026-01-15T12:00:00Z', '2026-01-15 13:00'],
    ['Europe/Berlin', '2026-07-15T22:30:00Z', '2026-07-16 00:30'],
    ['Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29 01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29 03:00'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25 02:30'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25 02:30'],
    ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-01 07:00'],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', '2026-01-01 11:00'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01 05:45'],
    ['Asia/Shanghai', '1988-07-01T00:00:00Z', '1988-07-01 09:00'],
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01 00:00'],
  ])('of %s at %s shows %s', (name, instant, expected) => {
    expect(shown(instant, named(name))).toBe(expected);
  });

  test('by its own rules and by its fixed offset Shanghai is the same since 1992', () => {
    const between = fc.integer({ min: msOf('1992-01-01T00:00:00Z'), max: msOf('2090-01-01T00:00:00Z') });
    fc.assert(
      fc.property(between, (ms) => {
        const { day, time } = toLocal(ms, CHINA_CALENDAR.zone);
        expect(toLocal(ms, named('Asia/Shanghai'))).toEqual({ day, time });
        expect(fromLocal(day, time, named('Asia/Shanghai'))).toBe(ms);
      }),
    );
  });
});

describe('from the wall clock to the instant', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29 01:59', '2026-03-29T00:59'],
    ['Europe/Berlin', '2026-03-29 02:00', '2026-03-29T01:00'],
    ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:00'],
    ['Europe/Berlin', '2026-03-29 03:00', '2026-03-29T01:00'],
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30'],
    ['Europe/Berlin', '2026-10-25 03:00', '2026-10-25T02:00'],
    ['Australia/Lord_Howe', '2026-10-04 02:10', '2026-10-03T15:30'],
    ['America/Santiago', '2026-09-06 00:00', '2026-09-06T04:00'],
    ['America/Santiago', '2026-04-04 23:30', '2026-04-05T02:30'],
    ['America/Santiago', '2026-04-05 00:00', '2026-04-05T04:00'],
    ['Pacific/Kiritimati', '2026-01-01 00:00', '2025-12-31T10:00'],
    ['Pacific/Pago_Pago', '2026-01-01 23:59', '2026-01-02T10:59'],
  ])('in %s %s is %s UTC: skipped times are the change, times shown twice the earlier one', (name, local, expected) => {
    expect(instantAt(local, named(name))).toBe(expected);
  });

  test.each(['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Casablanca'])(
    'in %s a later time is never an earlier instant, and every instant is found again or its repetition',
    (name) => {
      const zone = named(name);
      const start = msOf('2025-09-01T00:00:00Z');
      let last = 0;
      for (let ms = start; ms < start + 400 * 24 * HOUR; ms += 10 * MINUTE) {
        const { day, time } = toLocal(ms, zone);
        const back = fromLocal(day, time, zone);
        const reached = reachedBy(ms, zone);
        const from = fromLocal(reached.day, reached.time, zone);
        if (back > ms || from < ms || from < last || toLocal(back, zone).time !== time) {
          throw new Error(`differs at ${instantOf(ms)}`);
        }
        last = from;
      }
    },
  );

  test('the hour shown twice counts as over when it is shown again', () => {
    expect(shown('2026-10-25T00:30:00Z', BERLIN, reachedBy)).toBe('2026-10-25 02:30');
    expect(shown('2026-10-25T01:10:00Z', BERLIN, reachedBy)).toBe('2026-10-25 03:00');
    expect(shown('2026-10-25T02:00:00Z', BERLIN, reachedBy)).toBe('2026-10-25 03:00');
    expect(shown('2026-04-05T03:30:00Z', named('America/Santiago'), reachedBy)).toBe('2026-04-04 24:00');
  });

  test('an unknown zone is refused', () => {
    expect(() => toLocal(0, named('Europe/Atlantis'))).toThrow(RangeError);
  });
});

describe('working time where clocks change', () => {
  const night = [{ open: '00:00', close: '06:00' }];
  const berlin: Calendar = {
    ...CHINA_CALENDAR,
    id: 'nights',
    zone: BERLIN,
    week: [night, night, night, night, night, night, night],
    overrides: [],
    yearlyDaysOff: [],
  };
  const end = (at: string, hours: number) => instantOf(addWorkingTime(msOf(at), hours * HOUR, berlin));

  test('a night is five hours long when clocks go forward and seven when they go back', () => {
    expect(end('2026-03-28T23:00:00Z', 5)).toBe('2026-03-29T04:00:00.000Z');
    expect(end('2026-10-24T22:00:00Z', 7)).toBe('2026-10-25T05:00:00.000Z');
    expect(instantOf(workingTimeBefore(msOf('2026-10-25T05:00:00Z'), 7 * HOUR, berlin))).toBe(
      '2026-10-24T22:00:00.000Z',
    );
  });

  test('a limit ends at the hour that the wall clock shows, in summer and in winter', () => {
    expect(instantOf(workdayEnd(msOf('2026-03-27T12:00:00Z'), 1, berlin))).toBe('2026-03-28T05:00:00.000Z');
    expect(instantOf(workdayEnd(msOf('2026-03-28T12:00:00Z'), 1, berlin))).toBe('2026-03-29T04:00:00.000Z');
  });

  test('a mail in the hour shown again is not due before one sent earlier', () => {
    const due = (at: string) => sameTimeNextWorkday(msOf(at), berlin);
    expect(due('2026-10-25T01:10:00Z')).toBeGreaterThanOrEqual(due('2026-10-25T00:50:00Z'));
  });

  test('a window within the hour shown twice opens once', () => {
    const brief = [{ open: '02:15', close: '02:45' }];
    const once: Calendar = { ...berlin, week: [brief, brief, brief, brief, brief, brief, brief] };
    expect(isOpen(msOf('2026-10-25T00:30:00Z'), once)).toBe(true);
    expect(isOpen(msOf('2026-10-25T01:30:00Z'), once)).toBe(false);
    expect(isOpen(msOf('2026-03-29T01:00:00Z'), once)).toBe(false);
  });
});

describe('days with several windows', () => {
  const split = [
    { open: '09:00', close: '12:00' },
    { open: '14:00', close: '18:00' },
  ];
  const calendar: Calendar = {
    ...CHINA_CALENDAR,
    week: [[], split, split, split, split, split, []],
    overrides: [
      {
        zh: '半日',
        en: 'Half day',
        from: '2026-03-04',
        to: '2026-03-04',
        kind: 'work',
        windows: [{ open: '09:00', close: '12:00' }],
      },
    ],
  };
  const moments = (start: string, due: string) =>
    momentsOf(clockRule('RESOLVE_COMPLEX'), msOf(start), { target: null, due: msOf(due) }, calendar);

  test('W2 lies four working hours before the end, the break not counted', () => {
    const warnings = moments('2026-02-24T10:00:00+08:00', '2026-03-03T15:00:00+08:00').filter(
      ({ kind }) => kind === 'warn',
    );
    expect(warnings.map(({ at }) => at)).toEqual(['2026-03-02T01:00:00.000Z', '2026-03-03T01:00:00.000Z']);
  });

  test('a limit of a shortened day ends when that day closes, its W2 the afternoon before', () => {
    expect(instantOf(workdayEnd(msOf('2026-03-03T20:00:00+08:00'), 1, calendar))).toBe('2026-03-04T04:00:00.000Z');
    const warnings = moments('2026-02-24T10:00:00+08:00', '2026-03-04T12:00:00+08:00').filter(
      ({ kind }) => kind === 'warn',
    );
    expect(warnings.at(-1)?.at).toBe('2026-03-03T09:00:00.000Z');
  });
});

describe('service round the clock', () => {
  const always = [{ open: '00:00', close: '24:00' }];
  const calendar: Calendar = {
    ...CHINA_CALENDAR,
    week: [[], always, always, always, always, always, []],
    overrides: [],
  };
  const limit = msOf('2026-03-06T16:00:00Z');

  test('a limit at 24:00 belongs to the day that ends', () => {
    expect(instantOf(workdayEnd(msOf('2026-03-05T10:00:00+08:00'), 1, calendar))).toBe(instantOf(limit));
    expect(dayText(dayOfLimit(limit, calendar))).toBe('2026-03-06');
    expect(instantOf(moveByWorkdays(limit, 1, calendar))).toBe('2026-03-09T16:00:00.000Z');
  });

  test('a closing at midnight is counted once', () => {
    expect(closingsBetween(limit - HOUR, limit, calendar)).toBe(1);
    expect(closingsBetween(limit, limit + HOUR, calendar)).toBe(0);
    expect(closingsBetween(limit - HOUR, msOf('2026-03-09T16:00:00Z'), calendar)).toBe(2);
  });

  test('the last limit of a published year is not provisional', () => {
    expect(isProvisional(msOf('2026-12-30T02:00:00Z'), msOf('2026-12-31T16:00:00Z'), calendar)).toBe(false);
  });
});
