import type { Instant } from '../../../contracts/instants.ts';
import { isOpen } from '../../calendar/workTime.ts';
import { msOf } from '../../calendar/zone.ts';
import { endOf } from './lengths.ts';
import { ruleUnder } from '../ruleUnder.ts';
import type { Timetable } from '../timetable.ts';

export type AppointmentCheck =
  { readonly ok: true } | { readonly ok: false; readonly reason: 'outside_service_hours' | 'short_notice' };

/**
 * Whether a visit asked for at `at` may be held at `wanted`. Hours come first: a supervisor may allow short notice, but nobody
 * a closed house. Norm: S0 at least 3 workdays ahead; hours and counting by day are DECISIONs 28 and convention 9.
 */
export function appointmentCheck(at: Instant, wanted: Instant, { calendar, policy }: Timetable): AppointmentCheck {
  const visit = msOf(wanted);
  if (!isOpen(visit, calendar)) return { ok: false, reason: 'outside_service_hours' };
  const earliest = endOf(ruleUnder(policy, 'APPT_LEAD').length, msOf(at), calendar);
  return earliest !== null && visit < earliest ? { ok: false, reason: 'short_notice' } : { ok: true };
}
