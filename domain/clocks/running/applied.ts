import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { ReplannedLimit } from '../../../contracts/jobs.ts';
import { withPastTarget } from './reached.ts';
import { isTicking } from './ticking.ts';
import type { TimetableVersions } from '../timetable.ts';
import type { Clock } from '../types.ts';

/** The versions that a re-plan applies; null: each limit keeps its own. */
export interface AppliedVersions {
  readonly calendar: number | null;
  readonly policy: number | null;
}

/** What limits are pinned to once these versions are applied. */
export function versionsAfter({ calendar, policy }: AppliedVersions, own: TimetableVersions): TimetableVersions {
  return { calendar: calendar ?? own.calendar, policy: policy ?? own.policy };
}

/** The clocks that are to go on by these versions, and when. */
export interface Applied extends AppliedVersions {
  readonly keys: readonly string[];
  readonly at: Instant;
}

/** The named clocks are to be planned anew by these versions; what is settled is the very same object as before. */
export function replanClocks<Id extends ClockId>(
  clocks: readonly Clock<Id>[],
  { keys, at, ...versions }: Applied,
): Clock<Id>[] {
  return clocks.map((clock) =>
    isTicking(clock) && !clock.breached && keys.includes(clock.key)
      ? { ...withPastTarget(clock, at), timetable: versionsAfter(versions, clock.timetable), plan: null }
      : clock,
  );
}

/** Flat, as all data of events: `RESOLVE_COMPLEX#1.from`. */
export function limitsAsData(limits: readonly ReplannedLimit[]): Record<string, string | boolean | null> {
  const data: Record<string, string | boolean | null> = {};
  for (const { key, from, to, target, kept, dayOff } of limits) {
    data[`${key}.from`] = from;
    data[`${key}.to`] = to;
    if (target !== undefined) {
      data[`${key}.target.from`] = target.from;
      data[`${key}.target.to`] = target.to;
    }
    if (kept !== null) data[`${key}.kept`] = kept;
    if (dayOff) data[`${key}.dayOff`] = true;
  }
  return data;
}
