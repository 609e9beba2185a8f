import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { dayText } from '../../../domain/calendar/days.ts';
import { HOUR, instantOf, MINUTE, msOf, SECOND, toLocal } from '../../../domain/calendar/zone.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import type { Clock } from '../../../domain/clocks/types.ts';

/** A running clock of a ticket, started at a local time of the service centre. */
export function clockOf(id: TicketClockId, startedAt: Instant, more: Partial<Clock> = {}): Clock {
  return {
    key: `${id}#1`,
    id,
    taskId: null,
    startedAt: instantOf(msOf(startedAt)),
    terms: { urgent: false, fixedDueAt: null, fixedAt: null, phase: 'first' },
    timetable: STANDARD_TIMETABLE.versions,
    status: 'running',
    breached: false,
    pauses: [],
    stoppedAt: null,
    plan: null,
    doneUntil: null,
    ...more,
  };
}

/** 'YYYY-MM-DDTHH:MM:SS+08:00', as the case file writes instants. */
export function local(instant: Instant): string {
  const { day, time } = toLocal(msOf(instant), CHINA_CALENDAR.zone);
  const parts = [time / HOUR, (time % HOUR) / MINUTE, (time % MINUTE) / SECOND];
  return `${dayText(day)}T${parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')}+08:00`;
}

/** The UTC instant of a local time written without its offset. */
export function at(text: string): Instant {
  return instantOf(msOf(`${text}+08:00`));
}
