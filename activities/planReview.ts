import type { PlannedReview } from '../db/repositories/quality/reviews.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import type { Explanation } from '../domain/clocks/types.ts';
import type { ReviewRecord } from '../domain/quality/record.ts';
import { clockPlanner } from './clockPlanner.ts';

/** Plans every running limit that has no plan yet, and puts it into words. */
export async function planReview(record: ReviewRecord, timetables: TimetableSource): Promise<PlannedReview> {
  const planner = await clockPlanner(record.state.clocks, timetables);
  const explanations: Record<string, Explanation> = {};
  const clocks = record.state.clocks.map((clock) => {
    if (clock.plan !== null || clock.status !== 'running') return clock;
    const { plan, explanation } = planner(clock);
    explanations[clock.key] = explanation;
    return { ...clock, plan };
  });
  return { state: { ...record.state, clocks }, events: record.events, notices: record.notices, explanations };
}
