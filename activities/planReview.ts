import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { type PlannedReview, plannedReview } from '../domain/quality/planned.ts';
import type { ReviewRecord } from '../domain/quality/record.ts';
import { clockPlanner } from './clockPlanner.ts';

/** Each limit by its own timetable. */
export async function planReview(record: ReviewRecord, timetables: TimetableSource): Promise<PlannedReview> {
  return plannedReview(record, await clockPlanner(record.state.clocks, timetables));
}
