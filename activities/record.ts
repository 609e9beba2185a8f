import type { Kysely } from 'kysely';
import { type ClockPlanner, planDecision } from '../db/repositories/decisionRows.ts';
import { lastDecision, replaceDecision, writeDecision } from '../db/repositories/decisions.ts';
import type { DB } from '../db/schema/rows.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { explainClock } from '../domain/clocks/explain.ts';
import { planClock } from '../domain/clocks/plan.ts';
import type { DecisionRecord, RecordedDecision } from '../domain/ticket/record.ts';

export interface RecordDeps {
  readonly db: Kysely<DB>;
  readonly calendar: Calendar;
}

/**
 * The activity that plans what a decision started and writes all of it, or nothing. Safe to run twice: where it stands already
 * (or a later version does), nothing is written and the stored state is answered. A rival of the same version is replaced.
 */
export function createRecord({ db, calendar }: RecordDeps) {
  const planner: ClockPlanner = (clock) => {
    const plan = planClock(clock, calendar);
    return { plan, explanation: explainClock(clock, plan, calendar) };
  };

  return async function record(decision: DecisionRecord): Promise<RecordedDecision> {
    const planned = planDecision(decision, planner);
    if (await writeDecision(db, decision, planned)) return { stored: null, storedCause: null, plans: planned.plans };
    const { ticketNo, version } = decision.state;
    const last = await lastDecision(db, ticketNo);
    if (last === null) throw new Error(`ticket ${ticketNo} is not in the database: its opening was never committed`);
    const isRival = last.state.version === version && last.cause !== decision.cause;
    if (isRival && (await replaceDecision(db, decision, planned)))
      return { stored: null, storedCause: null, plans: planned.plans };
    return {
      stored: last.state,
      storedCause: last.cause,
      plans: plansIn(last.state.clocks, Object.keys(planned.plans)),
    };
  };
}

function plansIn(clocks: DecisionRecord['state']['clocks'], keys: readonly string[]): RecordedDecision['plans'] {
  return Object.fromEntries(
    clocks.flatMap(({ key, plan }) => (plan !== null && keys.includes(key) ? [[key, plan]] : [])),
  );
}
