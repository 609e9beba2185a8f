import { compareText } from '../../../contracts/order.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import {
  addWorkdays,
  closingOf,
  dayOf,
  dayOfLimit,
  openingOf,
  workdayBefore,
  workdayEnd,
  workdaysBetween,
  workingTimeBefore,
} from '../../calendar/workTime.ts';
import { fromLocal, HOUR, instantOf } from '../../calendar/zone.ts';
import { msOfDuration } from '../duration.ts';
import type { ClockRule } from '../rule.ts';
import type { Ladder, Told } from '../setting.ts';
import type { Moment } from '../types.ts';

/** Where a clock ends; in ms. */
export interface Limits {
  readonly target: number | null;
  readonly due: number | null;
}

type Timed = { readonly kind: Moment['kind']; readonly at: number; readonly step: number };

const NOBODY: readonly Told[] = [];
/** Which step of the ladder hears of a moment. */
const STEP_OF: Readonly<Record<Moment['kind'], keyof Ladder>> = {
  remind: 'near',
  warn: 'near',
  target: 'target',
  due: 'due',
  overdue: 'overdue',
};
const MORNING = 9 * HOUR;
const LONG_CLOCK_WORKDAYS = 3;

/** Warnings and reminders before the end; those that would not come after the start fall away. */
export function nearMoments(rule: ClockRule, start: number, limits: Limits, calendar: Calendar): Moment[] {
  const { due } = limits;
  if (due === null) return [];
  return timedNear(rule, start, due, calendar)
    .filter(({ at }) => at > start && at < due)
    .map((timed) => toMoment(rule, timed));
}

/** All that happens in the life of a running clock, in order of time. */
export function momentsOf(rule: ClockRule, start: number, limits: Limits, calendar: Calendar): Moment[] {
  const { target, due } = limits;
  if (due === null) return [];
  const fixed: Timed[] = [{ kind: 'due', at: due, step: 1 }];
  if (target !== null) fixed.push({ kind: 'target', at: target, step: 1 });
  if (rule.followedUp || (rule.told.overdue ?? NOBODY).length > 0)
    fixed.push({ kind: 'overdue', at: dayAfter(due, calendar), step: 1 });
  return [...nearMoments(rule, start, limits, calendar), ...fixed.map((timed) => toMoment(rule, timed))].sort((a, b) =>
    compareText(a.at, b.at),
  );
}

function timedNear(rule: ClockRule, start: number, due: number, calendar: Calendar): Timed[] {
  const { near } = rule;
  switch (near.kind) {
    case 'none':
      return [];
    case 'day-rule':
      return isLong(rule, start, due, calendar)
        ? [dayBefore(due, calendar), timeBefore(due, msOfDuration(near), calendar)]
        : [timeBefore(due, msOfDuration(near), calendar)];
    case 'working-time':
      return [timeBefore(due, msOfDuration(near), calendar)];
    case 'after':
      return [{ kind: 'warn', at: start + msOfDuration(near), step: 1 }];
    case 'left':
      return near.before.map((time, index) => ({ kind: near.as, at: due - msOfDuration(time), step: index + 1 }));
    case 'remind-workdays':
      return near.n.map((n, index) => ({ kind: 'remind', at: workdayEnd(start, n, calendar), step: index + 1 }));
    case 'remind-day': {
      const day = dayOf(start, calendar) + near.n;
      return [{ kind: 'remind', at: fromLocal(day, MORNING, calendar.zone), step: 1 }];
    }
  }
}

/** wd(1) from the day of the limit. */
function dayAfter(due: number, calendar: Calendar): number {
  return closingOf(addWorkdays(dayOfLimit(due, calendar), 1, calendar), calendar);
}

/** W1: when service opens on the workday before the due day. */
function dayBefore(due: number, calendar: Calendar): Timed {
  const day = workdayBefore(dayOfLimit(due, calendar), calendar);
  return { kind: 'warn', at: openingOf(day, calendar), step: 1 };
}

/** W2: so much open time before the end; four hours are 14:00 for a limit at 18:00. */
function timeBefore(due: number, ms: number, calendar: Calendar): Timed {
  return { kind: 'warn', at: workingTimeBefore(due, ms, calendar), step: 2 };
}

function isLong(rule: ClockRule, start: number, due: number, calendar: Calendar): boolean {
  if (rule.length.kind === 'workdays') return rule.length.n >= LONG_CLOCK_WORKDAYS;
  return workdaysBetween(dayOf(start, calendar), dayOfLimit(due, calendar), calendar) >= LONG_CLOCK_WORKDAYS;
}

function toMoment({ told }: ClockRule, { kind, at, step }: Timed): Moment {
  const who = told[STEP_OF[kind]] ?? NOBODY;
  return { kind, at: instantOf(at), step, ...(who.length === 0 ? {} : { told: who }) };
}
