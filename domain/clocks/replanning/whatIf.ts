import type { ClockId } from '../../../contracts/clocks.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { WhatIfChange } from '../../../contracts/jobs.ts';
import { planClock } from '../planning/plan.ts';
import { lapses } from '../rules.ts';
import { reachedBy } from '../running/reached.ts';
import type { Clock } from '../types.ts';
import { compareClock, type Timetables, toldDue } from './compare.ts';
import { replannedLimit, whatMoves } from './replanned.ts';

export interface WhatIf {
  readonly change: WhatIfChange | 'same';
  /** Of the target, where that alone moves. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** It runs, and a re-plan leaves it as it is. */
  readonly kept: boolean;
  /** A date agreed by hand that would be a day off: it stays, and another is to be agreed. */
  readonly dayOff: boolean;
}

/**
 * What would have become of a clock under another timetable, from its recorded start and pauses; for reports alone, since what is settled
 * stays. Null: a limit that was called off in time or a wait that is over, of which nobody was late.
 *
 * 1. One that has ended: in time or late by its recorded end; at the limit itself is in time.
 * 2. One that runs moves as a re-plan moves it. What a re-plan leaves as it is stays the same, unless it would be late by now, or late no
 *    more; the end of a wait makes nobody late.
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
      return lapses(clock.id) ? null : ofEnded(clock, timetables);
    case 'running':
    case 'paused':
      return ofTicking(clock, timetables, now);
  }
}

function ofEnded(clock: Clock<ClockId>, timetables: Timetables): WhatIf {
  const limits = limitsUnder(clock, timetables);
  const { from, to } = limits;
  const { stoppedAt } = clock;
  const would = from === to || stoppedAt === null ? clock.breached : to !== null && stoppedAt > to;
  return { change: verdict(clock.breached, would), ...limits, kept: false, dayOff: false };
}

function ofTicking(clock: Clock<ClockId>, timetables: Timetables, now: Instant): WhatIf {
  const outcome = compareClock(clock, timetables, now);
  const dayOff = replannedLimit(clock, outcome, timetables)?.dayOff ?? false;
  switch (outcome.kind) {
    case 'unchanged':
    case 'adjusted': {
      const dueAt = toldDue(clock, timetables);
      return { change: 'same', from: dueAt, to: dueAt, kept: false, dayOff };
    }
    case 'moved':
      return { change: outcome.how, ...whatMoves(outcome), kept: false, dayOff };
    case 'kept': {
      const limits = limitsUnder(clock, timetables);
      return { change: lateness(clock, limits, now), ...limits, kept: true, dayOff };
    }
  }
}

/** What a re-plan leaves as it is, had it always run by the other timetable. */
function lateness(
  clock: Clock<ClockId>,
  { from, to }: Pick<WhatIf, 'from' | 'to'>,
  now: Instant,
): 'same' | 'would-breach' | 'saved' {
  if (lapses(clock.id) || from === to) return 'same';
  const reached = reachedBy(clock, now);
  return verdict(clock.breached || (from !== null && from <= reached), to !== null && to <= reached);
}

function limitsUnder(clock: Clock<ClockId>, timetables: Timetables): Pick<WhatIf, 'from' | 'to'> {
  return { from: toldDue(clock, timetables), to: planClock(clock, timetables.after).dueAt };
}

function verdict(wasLate: boolean, wouldBeLate: boolean): 'same' | 'would-breach' | 'saved' {
  if (wasLate === wouldBeLate) return 'same';
  return wouldBeLate ? 'would-breach' : 'saved';
}
