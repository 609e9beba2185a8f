import type { Kysely } from 'kysely';
import { isTicketNo } from '../contracts/ids.ts';
import { type ClockPlanner, planDecision } from '../db/repositories/decisionRows.ts';
import { decisionsSince, writeDecision } from '../db/repositories/decisions.ts';
import { moveMessages } from '../db/repositories/merging.ts';
import { measureOutage } from '../db/repositories/outages.ts';
import type { DB } from '../db/schema/rows.ts';
import { explainClock } from '../domain/clocks/explain.ts';
import { planClock } from '../domain/clocks/plan.ts';
import type { Timetable, TimetableSource, TimetableVersions } from '../domain/clocks/timetable.ts';
import { LATE_MS, lateness } from '../domain/reports/lateness.ts';
import type { DecisionRecord, RecordedDecision } from '../domain/ticket/record.ts';

export interface RecordDeps {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
}

/**
 * The activity that plans what a decision started and writes all of it, or nothing. Safe to run twice: where it stands already
 * (or another decision of its version does), nothing is written, and what stands is answered for the workflow to go on with.
 */
export function createRecord({ db, timetables }: RecordDeps) {
  async function write(decision: DecisionRecord): Promise<RecordedDecision> {
    const planned = planDecision(decision, await plannerFor(decision, timetables));
    if (await writeDecision(db, decision, planned)) return { adopted: null, plans: planned.plans };
    const adopted = await decisionsSince(db, decision.state);
    if (adopted !== null) return { adopted, plans: {} };
    throw new Error(`ticket ${decision.state.ticketNo} is not in the database: its opening was never committed`);
  }

  return async function record(decision: DecisionRecord): Promise<RecordedDecision> {
    const recorded = await write(decision);
    const into = decision.events.find((event) => event.type === 'merged')?.data['into'];
    if (typeof into === 'string' && isTicketNo(into)) {
      await moveMessages(db, { from: decision.state.ticketNo, into });
    }
    const late = lateness(decision);
    if (late !== null) {
      const { ticketNo, version } = decision.state;
      await measureOutage(db, { ticketNo, version, ...late, longerThanMs: LATE_MS });
    }
    return recorded;
  };
}

/** Reckons each clock by its own timetable: those that the decision needs are looked up beforehand. */
async function plannerFor({ state }: DecisionRecord, timetables: TimetableSource): Promise<ClockPlanner> {
  const loaded = new Map<string, Timetable>();
  for (const { plan, timetable } of state.clocks) {
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
