import type { Instant } from '../../contracts/instants.ts';
import type { WhatIfChange } from '../../contracts/jobs.ts';
import { compareClock, reachedBy } from './compare.ts';
import { planClock } from './plan.ts';
import type { Timetable } from './timetable.ts';
import type { Clock } from './types.ts';

export interface WhatIf {
  readonly change: WhatIfChange | 'same';
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** A clock's own timetable, and the one it might have had. */
export interface Timetables {
  readonly before: Timetable;
  readonly after: Timetable;
}

/**
 * What would have become of a clock under another timetable, from its recorded start and pauses; for reports alone, since what is settled
 * stays. Null: a limit that was called off or a wait that ran out, of which nobody was late.
 *
 * 1. One that has ended: in time or late by its recorded end; at the limit itself is in time.
 * 2. One that runs: late when its limit has come; otherwise it moves, or stays the same.
 *
 * Instants are UTC. Throws a RangeError for a malformed instant.
 */
export function whatIf(clock: Clock, timetables: Timetables, now: Instant): WhatIf | null {
  switch (clock.status) {
    case 'cancelled':
    case 'lapsed':
      return null;
    case 'met':
    case 'breached':
      return ofEnded(clock, timetables);
    case 'running':
    case 'paused':
      return ofTicking(clock, timetables, now);
  }
}

function ofEnded(clock: Clock, { before, after }: Timetables): WhatIf {
  const from = (clock.plan ?? planClock(clock, before)).dueAt;
  const to = planClock(clock, after).dueAt;
  const { stoppedAt } = clock;
  if (from === to || stoppedAt === null) return { change: 'same', from, to };
  return { change: verdict(clock.status === 'breached', to !== null && stoppedAt > to), from, to };
}

function ofTicking(clock: Clock, timetables: Timetables, now: Instant): WhatIf {
  const outcome = compareClock(clock, timetables, now);
  switch (outcome.kind) {
    case 'unchanged':
      return same(clock);
    case 'adjusted':
    case 'moved': {
      const from = outcome.before.dueAt;
      const to = outcome.after.dueAt;
      if (from === to) return { change: 'same', from, to };
      return { change: isEarlier(to, from) ? 'earlier' : 'later', from, to };
    }
    case 'kept': {
      const from = (clock.plan ?? planClock(clock, timetables.before)).dueAt;
      const to = planClock(clock, timetables.after).dueAt;
      if (from === to) return { change: 'same', from, to };
      return { change: verdict(outcome.why === 'breached', to !== null && to <= reachedBy(clock, now)), from, to };
    }
  }
}

function verdict(wasLate: boolean, wouldBeLate: boolean): WhatIf['change'] {
  if (wasLate === wouldBeLate) return 'same';
  return wouldBeLate ? 'would-breach' : 'saved';
}

function same(clock: Clock): WhatIf {
  const dueAt = clock.plan?.dueAt ?? null;
  return { change: 'same', from: dueAt, to: dueAt };
}

function isEarlier(to: Instant | null, from: Instant | null): boolean {
  return to !== null && (from === null || to < from);
}
