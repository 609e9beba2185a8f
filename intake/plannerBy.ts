import type { ClockId } from '../contracts/clocks.ts';
import { explainClock } from '../domain/clocks/explaining/explain.ts';
import { planClock } from '../domain/clocks/planning/plan.ts';
import type { Timetable } from '../domain/clocks/timetable.ts';
import type { Clock } from '../domain/clocks/types.ts';

/** Reckons limits that begin now by the timetable in force. */
export function plannerBy(timetable: Timetable) {
  return (clock: Clock<ClockId>) => {
    const plan = planClock(clock, timetable);
    return { plan, explanation: explainClock(clock, plan, timetable), timetable: timetable.versions };
  };
}
