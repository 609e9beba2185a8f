import type { ClockId } from '../../../contracts/clocks.ts';
import { planClock } from '../planning/plan.ts';
import type { Timetable, TimetableVersions } from '../timetable.ts';
import type { Clock, ClockPlan, Explanation } from '../types.ts';
import { explainClock } from './explain.ts';

/** A limit as it is written down: its instants (UTC), the sentence that says why, and by which versions it is reckoned from now on. */
export interface ExplainedPlan {
  readonly plan: ClockPlan;
  readonly explanation: Explanation;
  readonly timetable: TimetableVersions;
}

/** Reckons a limit by a timetable, and puts it into words. */
export function explainedPlan(clock: Clock<ClockId>, timetable: Timetable): ExplainedPlan {
  const plan = planClock(clock, timetable);
  return { plan, explanation: explainClock(clock, plan, timetable), timetable: timetable.versions };
}
