import type { HandoverClockId } from '../../contracts/clocks.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { HandoverEvent, HandoverId, HandoverStatus } from '../../contracts/handovers.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { StaffRef } from '../../contracts/people.ts';
import type { TimetableVersions } from '../clocks/timetable.ts';
import type { Clock } from '../clocks/types.ts';
import type { Duty, ShiftRef } from '../roster/duty.ts';

/** The facts with which a hand-over begins, as the roster had them when it was published. */
export interface HandoverOpening extends Pick<Duty, 'day' | 'shift' | 'startsAt' | 'endsAt'> {
  readonly handoverId: HandoverId;
  readonly timetable: TimetableVersions;
}

/** Everything the rules need to know of a hand-over: plain JSON, ids, codes and instants only. */
export interface HandoverState extends HandoverOpening {
  /** Counts decisions; the opening is version 1. */
  readonly version: number;
  readonly status: HandoverStatus;
  /** The id of the command that made this version, so that its repeat is recognised; null where nobody's command did. */
  readonly cause: string | null;
  /** Tickets on the note. */
  readonly lines: number;
  /** Whose work is handed over: the shift itself, and shifts before it whose note nobody accepted. */
  readonly outgoing: readonly string[];
  /** The shift that takes over, the next one with anybody in it; null: none is rostered. */
  readonly next: (ShiftRef & { readonly staffNos: readonly string[] }) | null;
  readonly accepted: { readonly by: StaffRef; readonly at: Instant } | null;
  readonly clocks: readonly Clock<HandoverClockId>[];
}

/** What was found when the note was put together. */
export interface Prepared {
  readonly name: 'prepared';
  readonly lines: number;
  readonly outgoing: readonly string[];
  readonly next: HandoverState['next'];
  /** How long the latest live conversation of the shift goes on if nobody writes any more; null: there is none. */
  readonly liveUntil: Instant | null;
}

/** What stood on the note was handed over; `lines` counts those that came in late. */
export interface Given {
  readonly name: 'given';
  readonly lines: number;
}

/** A later hand-over took the tickets along. */
export interface PassedOn {
  readonly name: 'passed-on';
  readonly to: HandoverId;
}

/** What the rules make of one input: either all of it happens, or nothing. */
export type HandoverDecision =
  | {
      readonly ok: true;
      readonly state: HandoverState;
      readonly events: readonly HandoverEvent[];
      readonly notices: readonly Notice[];
      /** What is to be done in the world next: put the note together, or hand over what stands on it. */
      readonly errand: 'prepare' | 'give' | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** One decision on a hand-over, to be written whole or not at all; clocks without a plan are planned while writing. */
export interface HandoverRecord {
  readonly state: HandoverState;
  readonly events: readonly HandoverEvent[];
  readonly notices: readonly Notice[];
}

/** A hand-over for which nobody has to do anything any more. */
export function isOver({ status, clocks }: Pick<HandoverState, 'status' | 'clocks'>): boolean {
  const stands = status === 'NOTHING' || status === 'PASSED_ON' || status === 'ACCEPTED';
  // Accepted before the shift has ended, it waits for what may still come in.
  return stands && clocks.every(({ status: clock }) => clock !== 'running');
}
