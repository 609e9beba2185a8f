import type { Clock, ClockPlan, Explanation } from '../clocks/types.ts';
import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { ReviewRecord } from './record.ts';

/** A decision with its limits planned and the new ones in words, by key. */
export interface PlannedReview extends ReviewRecord {
  readonly explanations: Readonly<Record<string, Explanation>>;
}

type Planner = (clock: Clock<ReviewClockId>) => { readonly plan: ClockPlan; readonly explanation: Explanation };

/** Plans every running limit that has no plan yet, and puts it into words. */
export function plannedReview({ state, events, notices }: ReviewRecord, planner: Planner): PlannedReview {
  const explanations: Record<string, Explanation> = {};
  const clocks = state.clocks.map((clock) => {
    if (clock.plan !== null || clock.status !== 'running') return clock;
    const { plan, explanation } = planner(clock);
    explanations[clock.key] = explanation;
    return { ...clock, plan };
  });
  return { state: { ...state, clocks }, events, notices, explanations };
}
