import type { ClockId } from '../contracts/clocks.ts';
import { explainClock } from '../domain/clocks/explaining/explain.ts';
import { planClock } from '../domain/clocks/planning/plan.ts';
import type { Timetable, TimetableSource, TimetableVersions } from '../domain/clocks/timetable.ts';
import type { Clock, ClockPlan, Explanation } from '../domain/clocks/types.ts';

type Planner = (clock: Clock<ClockId>) => { readonly plan: ClockPlan; readonly explanation: Explanation };

/** Reckons each clock by its own timetable: those that are needed are looked up beforehand. */
export async function clockPlanner(clocks: readonly Clock<ClockId>[], timetables: TimetableSource): Promise<Planner> {
  const loaded = new Map<string, Timetable>();
  for (const { plan, timetable } of clocks) {
    if (plan === null && !loaded.has(nameOf(timetable))) loaded.set(nameOf(timetable), await timetables.of(timetable));
  }
  return (clock) => {
    const timetable = loaded.get(nameOf(clock.timetable));
    if (timetable === undefined) throw new Error(`no timetable ${nameOf(clock.timetable)} for ${clock.key}`);
    const plan = planClock(clock, timetable);
    return { plan, explanation: explainClock(clock, plan, timetable) };
  };
}

function nameOf({ calendar, policy }: TimetableVersions): string {
  return `${calendar}/${policy}`;
}
