import type { Notice } from '../../contracts/notices.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import type { ClockPlan } from '../clocks/types.ts';
import type { TicketState } from './state.ts';

/** One decision, to be written whole or not at all. */
export interface DecisionRecord {
  /** The state after it; clocks without a plan are planned while writing. */
  readonly state: TicketState;
  readonly events: readonly TicketEvent[];
  readonly notices: readonly Notice[];
}

/** What writing a decision gave: the plan of every clock that had none, by key. Repeating the write returns the same. */
export interface RecordedDecision {
  readonly plans: Readonly<Record<string, ClockPlan>>;
}
