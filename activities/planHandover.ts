import type { PlannedHandover } from '../db/repositories/shifts/handovers.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import type { Explanation } from '../domain/clocks/types.ts';
import type { HandoverRecord } from '../domain/handover/state.ts';
import { clockPlanner } from './clockPlanner.ts';

/** Plans the limit where it has no plan yet, and puts it into words. */
export async function planHandover(record: HandoverRecord, timetables: TimetableSource): Promise<PlannedHandover> {
  const planner = await clockPlanner(record.state.clocks, timetables);
  let explanation: Explanation | null = null;
  const clocks = record.state.clocks.map((clock) => {
    if (clock.plan !== null || clock.status !== 'running') return clock;
    const planned = planner(clock);
    explanation = planned.explanation;
    return { ...clock, plan: planned.plan };
  });
  return { state: { ...record.state, clocks }, events: record.events, notices: record.notices, explanation };
}
