import type { ClockId, ClockStatus, MomentKind, TicketClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Department } from '../../contracts/people.ts';
import type { Words } from '../../contracts/words.ts';
import type { Told } from './setting.ts';
import type { TimetableVersions } from './timetable.ts';

/** A point in a clock's life at which somebody is told or something lapses. */
export interface Moment {
  readonly kind: MomentKind;
  readonly at: Instant;
  /** Counts from 1 within a kind: first and second reminder, W1 and W2. */
  readonly step: number;
  /** Who is told, by the policy it was planned with; left out: nobody. */
  readonly told?: readonly Told[];
}

/**
 * The instants of a clock, made by the calendar outside the workflow and recorded.
 * `moments` are sorted by time and hold `due` (and `overdue` where the rule has it); empty while the clock is paused, unless it was missed before.
 */
export interface ClockPlan {
  readonly targetAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly moments: readonly Moment[];
  /** The calendar of a year in it is not published yet. */
  readonly provisional: boolean;
  /**
   * Of a clock that stands still: the end it comes to before a closing moves that, and the closing. Whatever ends it between the two ends it
   * late, for a pause without a closing moves nothing.
   */
  readonly endInPause?: { readonly due: Moment; readonly movedFrom: Instant };
}

/** A stretch in which the clock stood still. `to` null: still standing. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly why: 'material' | 'dispute';
}

/** A date that was told to the customer as one; only pauses begun after `since` move it. */
export interface ToldDate {
  readonly dueAt: Instant;
  readonly since: Instant;
}

/** What the length of a clock depends on besides its rule and its start; recorded with the clock, so a limit can be derived again at any time. */
export interface ClockTerms {
  readonly urgent: boolean;
  /** A limit set by hand: a milestone's day, a special ticket's date, an extension. */
  readonly fixedDueAt: Instant | null;
  /** When it was set; only pauses begun after that move it. */
  readonly fixedAt: Instant | null;
  /** A date that was told for the limit before this one: whatever the rule gives, this one ends no later. Null or left out: none was. */
  readonly noLaterThan?: ToldDate | null;
  /** REASSESS, RESOLVE_SPECIAL: which of its two limits runs now. */
  readonly phase: 'first' | 'second';
  /** A target that had come or was kept when a later version was applied: it is a fact, and only the end follows that version. */
  readonly pastTargetAt?: Instant;
  /** URGENT_RESPONSE: begun by a step of the desk, as a supervisor's confirmation, while no word of the customer waits for it. */
  readonly confirmed?: boolean;
  /** PROGRESS_SYNC: when a missed target or milestone asked for it; had its rhythm run out by then, it is due by the next workday's closing. */
  readonly askedAt?: Instant;
  /** Whose limit a DEPARTMENT_INTERNAL is. */
  readonly department?: Department;
}

/** One start of a limit. An id may occur several times on a ticket; `key` is unique: `PROGRESS_SYNC#2`. */
export interface Clock<Id extends ClockId = TicketClockId> {
  readonly key: string;
  readonly id: Id;
  /** The task a MILESTONE or TASK_ACCEPT belongs to. */
  readonly taskId: string | null;
  readonly startedAt: Instant;
  readonly terms: ClockTerms;
  /** What it is reckoned by, for good, until a re-plan moves it. */
  readonly timetable: TimetableVersions;
  readonly status: ClockStatus;
  /** A fact with its instant (`plan.dueAt`), never cleared. */
  readonly breached: boolean;
  readonly pauses: readonly Pause[];
  readonly stoppedAt: Instant | null;
  /** Null: has started or changed, and `record` has still to plan it. */
  readonly plan: ClockPlan | null;
  /** Moments up to this instant are done. */
  readonly doneUntil: Instant | null;
}

/** A clock's explanation in words for people, stored beside the plan and never sent through Temporal. */
export type Explanation = Words;

/** An input of every life cycle: moments of limits have come, several at once where they fall together. */
export interface MomentsPassed {
  readonly name: 'moments-passed';
  /** Of the clocks. */
  readonly keys: readonly string[];
}
