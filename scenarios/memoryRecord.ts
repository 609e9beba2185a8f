import type { MessagePosted } from '../contracts/commands.ts';
import type { Notice } from '../contracts/notices.ts';
import type { TicketEvent } from '../contracts/events.ts';
import type { TicketNo } from '../contracts/ids.ts';
import { planClock } from '../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../domain/clocks/timetable.ts';
import type { ClockPlan } from '../domain/clocks/types.ts';
import { toHearFirst } from '../domain/ticket/hearing.ts';
import type { DecisionRecord, RecordedDecision } from '../domain/ticket/record.ts';
import type { TicketState } from '../domain/ticket/state.ts';

/** What a ticket's decisions left behind. */
export interface Written {
  state: TicketState;
  readonly events: TicketEvent[];
  readonly notices: Notice[];
}

/** Plans what a decision left unplanned, as the store does. */
export function plannedState(state: TicketState, timetable: Timetable = STANDARD_TIMETABLE): TicketState {
  return {
    ...state,
    clocks: state.clocks.map((clock) => ({ ...clock, plan: clock.plan ?? planClock(clock, timetable) })),
  };
}

/** `record` without PostgreSQL: the same planning, kept in memory, safe to repeat in the same way. */
export class MemoryRecord {
  readonly tickets = new Map<TicketNo, Written>();
  /** Messages that are stored and were decided on by no ticket yet. */
  readonly undecided = new Map<TicketNo, MessagePosted[]>();

  /** Bound, since the worker calls it as a plain function. */
  readonly record = async (decision: DecisionRecord): Promise<RecordedDecision> => {
    const { cause, state, events, notices } = decision;
    const stored = this.undecided.get(state.ticketNo) ?? [];
    const heardFirst = toHearFirst(decision, stored);
    if (heardFirst.length > 0) return { at: decision.at, adopted: null, plans: {}, heardFirst };
    this.undecided.set(
      state.ticketNo,
      stored.filter(({ messageId }) => messageId !== cause),
    );
    const planned = plannedState(state);
    const plans: Record<string, ClockPlan> = {};
    for (const { key, plan } of planned.clocks) if (plan !== null) plans[key] = plan;
    const known = this.tickets.get(state.ticketNo);
    const written = known ?? { state, events: [], notices: [] };
    // A step that the server turned away is taken again, and decides the same.
    if (known === undefined || known.state.version < state.version) {
      written.events.push(...events);
      written.notices.push(...notices);
    }
    written.state = planned;
    this.tickets.set(state.ticketNo, written);
    return { at: decision.at, adopted: null, plans };
  };

  /** The ticket opened last. */
  latest(): TicketNo {
    const ticketNo = [...this.tickets.keys()].at(-1);
    if (ticketNo === undefined) throw new Error('no ticket was opened yet');
    return ticketNo;
  }

  of(ticketNo: TicketNo): Written {
    const written = this.tickets.get(ticketNo);
    if (written === undefined) throw new Error(`nothing was ever written of ${ticketNo}`);
    return written;
  }
}
