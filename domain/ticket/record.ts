import type { Notice } from '../../contracts/notices.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import type { ClockPlan } from '../clocks/types.ts';
import type { TicketState } from './state.ts';

/** One decision, to be written whole or not at all. */
export interface DecisionRecord {
  /** What was decided on: an update's id, a message's, or the limits whose time had come. Tells a repeat from a rival of the same version. */
  readonly cause: string;
  /** The state after it; clocks without a plan are planned while writing. */
  readonly state: TicketState;
  readonly events: readonly TicketEvent[];
  readonly notices: readonly Notice[];
}

/** What writing a decision gave. */
export interface RecordedDecision {
  /** The state as it was first written, when this very decision was there already; the workflow goes on with that. */
  readonly stored: TicketState | null;
  /** What the stored state was decided on last: of several decisions lost with a worker, the later ones stand as well. */
  readonly storedCause: string | null;
  /** The plan of every clock that had none, by key. */
  readonly plans: Readonly<Record<string, ClockPlan>>;
}
