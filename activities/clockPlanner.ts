import type { ClockId } from '../contracts/clocks.ts';
import { type ExplainedPlan, explainedPlan } from '../domain/clocks/explaining/explainedPlan.ts';
import { planClock } from '../domain/clocks/planning/plan.ts';
import type { Timetable, TimetableSource } from '../domain/clocks/timetable.ts';
import type { Clock } from '../domain/clocks/types.ts';

export type Planner = (clock: Clock<ClockId>) => ExplainedPlan;

/**
 * Reckons each clock by its own timetable: those that are needed are looked up beforehand. One of the `begun` keys that its own calendar
 * could only tell as provisional is reckoned by the calendar in force where that has the notice (docs/norms.md, convention 13).
 */
export async function clockPlanner(
  clocks: readonly Clock<ClockId>[],
  timetables: TimetableSource,
  begun: readonly string[] = [],
): Promise<Planner> {
  const loaded = new Map<string, Timetable>();
  for (const clock of clocks) {
    if (clock.plan !== null) continue;
    const own = await timetables.of(clock.timetable);
    loaded.set(clock.key, begun.includes(clock.key) ? await announced(clock, own, timetables) : own);
  }
  return (clock) => {
    const timetable = loaded.get(clock.key);
    if (timetable === undefined) throw new Error(`no timetable for ${clock.key}`);
    return explainedPlan(clock, timetable);
  };
}

/** Its own timetable, or that with the calendar in force where days are announced in it that its own calendar does not know yet. */
async function announced(clock: Clock<ClockId>, own: Timetable, timetables: TimetableSource): Promise<Timetable> {
  if (!planClock(clock, own).provisional) return own;
  const { calendar } = (await timetables.current()).versions;
  if (calendar === own.versions.calendar) return own;
  const inForce = await timetables.of({ ...own.versions, calendar });
  return planClock(clock, inForce).provisional ? own : inForce;
}
