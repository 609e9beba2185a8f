import type { ClockId } from '../../contracts/clocks.ts';
import type { ReplannedLimit } from '../../contracts/jobs.ts';
import { isOnDayOff } from './agreedDate.ts';
import type { Comparison } from './compare.ts';
import { planClock } from './plan.ts';
import { isTicking } from './ticking.ts';
import type { TimetableVersions } from './timetable.ts';
import type { Clock } from './types.ts';
import type { Timetables } from './whatIf.ts';

/** What there is to tell of a limit under another timetable: null where nothing changes for people, or its clock has ended. */
export function replannedLimit(
  clock: Clock<ClockId>,
  outcome: Comparison,
  { before, after }: Timetables,
): ReplannedLimit | null {
  const { key } = clock;
  const from = (clock.plan ?? planClock(clock, before)).dueAt;
  if (outcome.kind === 'kept')
    return outcome.why === 'ended' ? null : { key, from, to: from, kept: outcome.why, dayOff: false };
  const to = outcome.kind === 'moved' ? outcome.after.dueAt : from;
  const dayOff = isOnDayOff(clock, to, after.calendar) && !isOnDayOff(clock, from, before.calendar);
  return outcome.kind === 'moved' || dayOff ? { key, from, to, kept: null, dayOff } : null;
}

/** The versions that a re-plan applies; null: each limit keeps its own. */
export interface AppliedVersions {
  readonly calendar: number | null;
  readonly policy: number | null;
}

/** What limits are pinned to once these versions are applied. */
export function versionsAfter({ calendar, policy }: AppliedVersions, own: TimetableVersions): TimetableVersions {
  return { calendar: calendar ?? own.calendar, policy: policy ?? own.policy };
}

/** The named clocks are to be planned anew by these versions; what is settled is the very same object as before. */
export function replanClocks<Id extends ClockId>(
  clocks: readonly Clock<Id>[],
  versions: AppliedVersions,
  keys: readonly string[],
): Clock<Id>[] {
  return clocks.map((clock) =>
    isTicking(clock) && !clock.breached && keys.includes(clock.key)
      ? { ...clock, timetable: versionsAfter(versions, clock.timetable), plan: null }
      : clock,
  );
}

/** Flat, as all data of events: `RESOLVE_COMPLEX#1.from`. */
export function limitsAsData(limits: readonly ReplannedLimit[]): Record<string, string | boolean | null> {
  const data: Record<string, string | boolean | null> = {};
  for (const { key, from, to, kept, dayOff } of limits) {
    data[`${key}.from`] = from;
    data[`${key}.to`] = to;
    if (kept !== null) data[`${key}.kept`] = kept;
    if (dayOff) data[`${key}.dayOff`] = true;
  }
  return data;
}
