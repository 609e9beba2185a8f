import { describe, expect, test } from 'vitest';
import { shanghaiDay } from '../../../contracts/instants.ts';
import examples from '../../cases/calendar-examples.json' with { type: 'json' };
import { makeTicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayNumber, dayText, weekdayOf } from '../../../domain/calendar/days.ts';
import { closingsBetween, workdayEnd, workingTimeBefore } from '../../../domain/calendar/workTime.ts';
import { HOUR, instantOf, msOf } from '../../../domain/calendar/zone.ts';
import { appointmentCheck } from '../../../domain/clocks/planning/appointments.ts';
import { endedPauses, pausedWorkdays } from '../../../domain/clocks/running/pauses.ts';
import { previewClock } from '../../../domain/clocks/explaining/preview.ts';
import { phoneRoute } from '../../../domain/clocks/planning/replyClock.ts';
import { shiftAt } from '../../../domain/clocks/planning/shifts.ts';
import { local } from './clock.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';

interface Params {
  readonly urgent?: boolean;
  readonly profile?: string;
  readonly seq?: number;
  readonly days?: number;
  readonly wanted?: Instant;
  readonly workdays?: number;
  readonly pauses?: Instant[][];
}

interface Example {
  readonly id: string;
  readonly rule: string;
  readonly at: Instant;
  readonly weekday: string;
  readonly params: Params;
  readonly expect: object;
  readonly why: string;
}

const cases: readonly Example[] = examples.cases;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function preview(clock: string, { at, params }: Example) {
  const pauses = params.pauses?.flatMap(([from, to]) =>
    from !== undefined && to !== undefined ? [[from, to] as const] : [],
  );
  const profile = params.profile === 'strict' ? 'strict' : 'standard';
  const answer = previewClock(
    { clock, at, urgent: params.urgent, profile, workdays: params.workdays, pauses },
    STANDARD_TIMETABLE,
  );
  return { ...answer, due: answer.dueAt === null ? null : local(answer.dueAt) };
}

/** What the rules make of one example, in the words of the case file. */
function resultOf(example: Example): object {
  const { rule, at, params } = example;
  switch (rule) {
    case 'SHIFT': {
      const shift = shiftAt(at, CHINA_CALENDAR);
      return { ...shift, start: local(shift.start), handoverBy: local(shift.handoverBy) };
    }
    case 'PHONE_ROUTE':
      return { route: phoneRoute(at, params.urgent === true, CHINA_CALENDAR) };
    case 'TICKET_NO':
      return { number: makeTicketNo(shanghaiDay(at), params.seq ?? 0) };
    case 'APPOINTMENT':
      return {
        confirmBy: preview('APPT_CONFIRM', example).due,
        earliest: local(preview('APPT_LEAD', example).earliestAt ?? ''),
      };
    case 'APPOINTMENT_CHECK':
      return appointmentCheck(at, params.wanted ?? '', STANDARD_TIMETABLE);
    case 'WARN':
      return { warn: local(instantOf(workingTimeBefore(msOf(at), 4 * HOUR, CHINA_CALENDAR))) };
    case 'RETENTION': {
      const purgeFrom = preview('RETENTION', example).due ?? '';
      return { keepThrough: dayText(dayNumber(purgeFrom.slice(0, 10)) - 1), purgeFrom };
    }
    case 'HISTORY':
      return { since: local(preview('HISTORY', example).earliestAt ?? '') };
    case 'SILENCE': {
      const { due, reminders = [] } = preview('CONFIRM_WAIT', example);
      const [remind1, remind2] = reminders.map(local);
      return { remind1, remind2, due };
    }
    case 'PAUSE':
      return pauseResult(example);
    default:
      return limits(preview(clockOfRule(example), example));
  }
}

function pauseResult(example: Example): object {
  const start = msOf(example.at);
  const base = workdayEnd(start, example.params.workdays ?? 0, CHINA_CALENDAR);
  const pauses = (example.params.pauses ?? []).map(([from = '', to = '']) => ({ from, to }));
  return {
    base: local(instantOf(base)),
    extendedBy: pausedWorkdays(base, endedPauses(pauses, start), CHINA_CALENDAR),
    due: preview('RESOLVE_COMPLEX', example).due,
  };
}

function clockOfRule({ rule, params }: Example): string {
  switch (rule) {
    case 'DAYS_WINDOW':
      return params.days === 7 ? 'RATING_WINDOW' : 'REOPEN_WINDOW';
    case 'REASSESS_PLAN':
      return 'REASSESS';
    case 'REASSESS_ASSIGN':
      return 'SPECIALIST_TAKEOVER';
    default:
      return rule;
  }
}

function limits({ due, targetAt }: ReturnType<typeof preview>): object {
  return targetAt === undefined ? { due } : { target: local(targetAt), due };
}

describe('worked examples of the time rules', () => {
  test.each(cases)('$id $rule $at: $why', (example) => {
    expect(resultOf(example)).toMatchObject(example.expect);
  });

  test('the first limit of a re-assessment is the one to name a handler', () => {
    const { targetAt } = previewClock({ clock: 'REASSESS', at: '2025-11-07T15:00:00+08:00' }, STANDARD_TIMETABLE);
    expect(local(targetAt ?? '')).toBe('2025-11-10T18:00:00+08:00');
  });

  test.each(cases)('$id names its weekday', ({ at, weekday }) => {
    expect(WEEKDAYS[weekdayOf(dayNumber(shanghaiDay(at)))]).toBe(weekday);
  });

  test('a pause costs the closings that pass in it', () => {
    const span = ['2025-11-07T18:00:00+08:00', '2025-11-10T18:00:00+08:00'].map(msOf);
    expect(closingsBetween(span[0] ?? 0, span[1] ?? 0, CHINA_CALENDAR)).toBe(1);
  });
});
