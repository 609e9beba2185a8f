import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { WhatIfChange } from '../../../contracts/jobs.ts';
import { becomesDayOff } from '../planning/agreedDate.ts';
import { compareClock, reachedBy } from './compare.ts';
import { planClock } from '../planning/plan.ts';
import { CLOCK_RULES } from '../rules.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock } from '../types.ts';

export interface WhatIf {
  readonly change: WhatIfChange | 'same';
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** A date agreed by hand that would be a day off: it stays, and another is to be agreed. */
  readonly dayOff: boolean;
}

/** A clock's own timetable, and the one it might have had. */
export interface Timetables {
  readonly before: Timetable;
  readonly after: Timetable;
}

/**
 * What would have become of a clock under another timetable, from its recorded start and pauses; for reports alone, since what is settled
 * stays. Null: a limit that was called off in time or a wait that is over, of which nobody was late.
 *
 * 1. One that has ended: in time or late by its recorded end; at the limit itself is in time.
 * 2. One that runs: late when its limit has come; otherwise it moves, or stays the same. The end of a wait makes nobody late.
 *
 * Instants are UTC. Throws a RangeError for a malformed instant.
 */
export function whatIf(clock: Clock<ClockId>, timetables: Timetables, now: Instant): WhatIf | null {
  switch (clock.status) {
    case 'lapsed':
      return null;
    case 'cancelled':
      return clock.breached ? ofEnded(clock, timetables) : null;
    case 'met':
    case 'breached':
      return isWait(clock) ? null : ofEnded(clock, timetables);
    case 'running':
    case 'paused':
      return ofTicking(clock, timetables, now);
  }
}

function ofEnded(clock: Clock<ClockId>, timetables: Timetables): WhatIf {
  const limits = limitsUnder(clock, timetables);
  const { from, to } = limits;
  const { stoppedAt } = clock;
  if (from === to || stoppedAt === null) return { change: 'same', ...limits, dayOff: false };
  return { change: verdict(clock.breached, to !== null && stoppedAt > to), ...limits, dayOff: false };
}

function ofTicking(clock: Clock<ClockId>, timetables: Timetables, now: Instant): WhatIf {
  const outcome = compareClock(clock, timetables, now);
  switch (outcome.kind) {
    case 'unchanged': {
      const dueAt = clock.plan?.dueAt ?? null;
      return moved(clock, { from: dueAt, to: dueAt }, timetables);
    }
    case 'adjusted':
    case 'moved':
      return moved(clock, { from: outcome.before.dueAt, to: outcome.after.dueAt }, timetables);
    case 'kept': {
      const limits = limitsUnder(clock, timetables);
      const { from, to } = limits;
      if (from === to) return { change: 'same', ...limits, dayOff: false };
      const late = to !== null && to <= reachedBy(clock, now);
      // Kept for its target alone, or for what was told: its limit lies ahead by both.
      if (isWait(clock) || (outcome.why !== 'breached' && !late))
        return { change: direction(limits), ...limits, dayOff: false };
      return { change: verdict(outcome.why === 'breached', late), ...limits, dayOff: false };
    }
  }
}

function moved(clock: Clock<ClockId>, limits: MovedLimit, timetables: Timetables): WhatIf {
  const change = limits.from === limits.to ? 'same' : direction(limits);
  return { change, ...limits, dayOff: becomesDayOff(clock, limits, timetables) };
}

type MovedLimit = Pick<WhatIf, 'from' | 'to'>;

function limitsUnder(clock: Clock<ClockId>, { before, after }: Timetables): MovedLimit {
  return { from: (clock.plan ?? planClock(clock, before)).dueAt, to: planClock(clock, after).dueAt };
}

/** Its end moves the case on. */
function isWait({ id }: Pick<Clock<ClockId>, 'id'>): boolean {
  return CLOCK_RULES[id].atDue === 'lapse';
}

function verdict(wasLate: boolean, wouldBeLate: boolean): WhatIf['change'] {
  if (wasLate === wouldBeLate) return 'same';
  return wouldBeLate ? 'would-breach' : 'saved';
}

function direction({ from, to }: MovedLimit): 'earlier' | 'later' {
  return to !== null && (from === null || to < from) ? 'earlier' : 'later';
}
