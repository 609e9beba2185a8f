import type { MessagePosted } from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { TimetableVersions } from '../clocks/timetable.ts';
import type { ClockPlan } from '../clocks/types.ts';
import { MESSAGE_CLOCKS, tickingClock } from './clockwork.ts';
import type { Decided, TicketState } from './state.ts';

/** One decision, to be written whole or not at all. */
export interface DecisionRecord {
  /** What was decided on: an update's id, a message's, or the limits whose time had come. Tells a repeat from another decision of the same version. */
  readonly cause: string;
  /** When it was decided, in UTC. */
  readonly at: Instant;
  /** The state after it; clocks without a plan are planned while writing. */
  readonly state: TicketState;
  readonly events: readonly TicketEvent[];
  readonly notices: readonly Notice[];
  /** The keys of the clocks that it changed: what else stands in the state stands in the database too. */
  readonly touched: readonly string[];
  /** Those of them that began with it. Left out by workers from before it was told. */
  readonly begun?: readonly string[];
  /** Messages that the ticket was told of and that wait for their turn, in order; left out: none. */
  readonly waiting?: readonly MessagePosted[];
  /** Ids of messages that were heard before a decision because `toHearFirst` said so; left out: none. */
  readonly heardFirst?: readonly string[];
}

/** A decision as it is written; `before` is the state that it was made on. */
export function recordOf(cause: string, before: TicketState, { at, state, events, notices }: Decided): DecisionRecord {
  const touched = state.clocks.filter((clock) => !before.clocks.includes(clock)).map(({ key }) => key);
  const begun = touched.filter((key) => !before.clocks.some((clock) => clock.key === key));
  return { cause, at, state, events, notices, touched, begun };
}

/**
 * Which words of the customer are answered by this decision: all up to this instant, in UTC. Null where a reply limit still runs, or
 * none has ended. A word that the ticket has not heard of yet is later than the limits that have.
 */
export function repliedUntil({ state, touched }: Pick<DecisionRecord, 'state' | 'touched'>): Instant | null {
  if (tickingClock(state, MESSAGE_CLOCKS) !== undefined) return null;
  const ended = state.clocks.filter(({ id, key }) => MESSAGE_CLOCKS.includes(id) && touched.includes(key));
  return (
    ended
      .map(({ startedAt }) => startedAt)
      .toSorted()
      .at(-1) ?? null
  );
}

/** Decisions that were written already, this one or later ones: a worker was lost before Temporal learnt of them. */
export interface Adopted {
  readonly state: TicketState;
  /** What they were made on, newest first. */
  readonly causes: readonly string[];
  /** The versions among them whose notices have still to be mailed. */
  readonly mailed: readonly number[];
}

/** What writing a decision gave. */
export interface RecordedDecision {
  /**
   * When it was decided, in UTC, as whoever decided said: a workflow's history holds it by this answer alone, as its replay may read
   * another time. Absent from older workers.
   */
  readonly at?: Instant;
  /** What stood there already, in place of this decision, which was not written; the workflow goes on with that. */
  readonly adopted: Adopted | null;
  /** The plan of every clock that had none, by key; none where others were adopted. */
  readonly plans: Readonly<Record<string, ClockPlan>>;
  /** By key, where a clock that began is reckoned by other versions than its ticket’s, as it would have been provisional; absent from older workers. */
  readonly timetables?: Readonly<Record<string, TimetableVersions>>;
  /** What only the database could know stands against it: nothing was written, and the command is refused. Absent where nothing does. */
  readonly refused?: Refusal;
  /** Said before a limit ended that the decision judges (`toHearFirst`): nothing was written, these are decided on first. Absent where there are none. */
  readonly heardFirst?: readonly MessagePosted[];
}
