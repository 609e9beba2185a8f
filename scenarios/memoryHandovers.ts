import type { Command } from '../contracts/commands.ts';
import type { HandoverId } from '../contracts/handovers.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import type { StaffRef } from '../contracts/people.ts';
import type { HandoverEvent } from '../contracts/handovers.ts';
import type { Notice } from '../contracts/notices.ts';
import { planClock } from '../domain/clocks/planning/plan.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import { lineOf } from '../domain/handover/lines.ts';
import { openHandover } from '../domain/handover/open.ts';
import { handingOf } from '../domain/handover/receiver.ts';
import type { HandoverOpening, HandoverRecord, HandoverState, Prepared } from '../domain/handover/state.ts';
import { type Duty, nextShift, returnsAt } from '../domain/roster/duty.ts';
import type { MemoryRecord } from './memoryRecord.ts';

/** What a hand-over's decisions left behind. */
export interface WrittenHandover {
  state: HandoverState;
  readonly events: HandoverEvent[];
  readonly notices: Notice[];
}

/** What hand-overs see of their story: its roster, its people, its tickets. */
export interface Shifts {
  readonly duties: readonly Duty[];
  readonly people: readonly StaffRef[];
  /** Null: every ticket there is. */
  readonly tickets: readonly TicketNo[] | null;
}

type Give = (ticketNo: TicketNo, command: Command) => Promise<void>;

/** The activities of hand-overs without PostgreSQL; bound, since the worker calls them as plain functions. */
export class MemoryHandovers {
  readonly handovers = new Map<HandoverId, WrittenHandover>();
  /** What hand-overs that are begun from now on see; several stories share a stage. */
  shifts: Shifts = { duties: [], people: [], tickets: null };
  /** Until when conversations go on. */
  liveUntil: Instant | null = null;
  readonly #tickets: MemoryRecord['tickets'];
  readonly #give: Give;
  readonly #given = new Map<HandoverId, Set<TicketNo>>();
  readonly #shiftsOf = new Map<HandoverId, Shifts>();

  constructor({ tickets }: MemoryRecord, give: Give) {
    this.#tickets = tickets;
    this.#give = give;
  }

  readonly openHandover = async (opening: HandoverOpening, at: Instant): Promise<HandoverState> => {
    const known = this.handovers.get(opening.handoverId);
    if (known !== undefined) return known.state;
    const { state, events, notices } = openHandover(opening, at);
    const written = { state: planned(state), events: [...events], notices: [...notices] };
    this.handovers.set(opening.handoverId, written);
    this.#shiftsOf.set(opening.handoverId, this.shifts);
    return written.state;
  };

  readonly recordHandover = async ({ state, events, notices }: HandoverRecord): Promise<HandoverState> => {
    const written = this.of(state.handoverId);
    if (written.state.version >= state.version) return written.state;
    written.state = planned(state);
    written.events.push(...events);
    written.notices.push(...notices);
    return written.state;
  };

  readonly prepareHandover = async (
    opening: HandoverOpening,
  ): Promise<Omit<Prepared, 'name'> & { readonly takenAlong: readonly HandoverId[] }> => {
    const { outgoing, takenAlong } = this.#outgoing(opening);
    const shifts = this.#seenBy(opening.handoverId);
    const next = nextShift(shifts.duties, opening.endsAt);
    return {
      lines: this.#lines(opening).length,
      outgoing,
      next: next === null ? null : { day: next.day, shift: next.shift, staffNos: staffOf(shifts, next) },
      liveUntil: this.liveUntil,
      takenAlong,
    };
  };

  readonly giveHandover = async (opening: HandoverOpening): Promise<number> => {
    const { handoverId } = opening;
    const by = this.of(handoverId).state.accepted?.by;
    const shifts = this.#seenBy(handoverId);
    const next = nextShift(shifts.duties, opening.endsAt);
    if (by === undefined) return 0;
    const ofNext = next === null ? [] : staffOf(shifts, next);
    const colleagues = shifts.people.filter(({ staffNo }) => ofNext.includes(staffNo));
    const given = this.#given.get(handoverId) ?? new Set();
    this.#given.set(handoverId, given);
    for (const state of this.#lines(opening)) {
      given.add(state.ticketNo);
      const from = state.assignee?.staffNo ?? null;
      const handing = handingOf(state, { from, shift: [by, ...colleagues] });
      if (from === null || handing.outcome === 'settled' || handing.outcome === 'queued') continue;
      const to = handing.outcome === 'handed-over' ? handing.to : null;
      const actor = { kind: 'staff', ...by } as const;
      const payload = { from, to, handover: handoverId };
      await this.#give(state.ticketNo, { name: 'hand-over', actor, textId: null, expectedVersion: null, payload });
    }
    return given.size;
  };

  of(handoverId: HandoverId): WrittenHandover {
    const written = this.handovers.get(handoverId);
    if (written === undefined) throw new Error(`nothing was ever written of ${handoverId}`);
    return written;
  }

  /** The hand-over that was begun last in the story of a ticket. */
  latestOf(ticketNo: TicketNo): HandoverId | null {
    const begun = [...this.#shiftsOf].filter(([, { tickets }]) => tickets?.includes(ticketNo) === true);
    return begun.at(-1)?.[0] ?? null;
  }

  #seenBy(handoverId: HandoverId): Shifts {
    return this.#shiftsOf.get(handoverId) ?? this.shifts;
  }

  #outgoing(opening: HandoverOpening) {
    const shifts = this.#seenBy(opening.handoverId);
    const ofStory = [...this.handovers.values()].filter(({ state }) => this.#seenBy(state.handoverId) === shifts);
    const lying = ofStory.filter(({ state }) => state.status === 'OPEN' && state.endsAt < opening.endsAt);
    const taken = [this.of(opening.handoverId), ...lying].flatMap(({ state }) => state.outgoing);
    return {
      outgoing: [...new Set([...staffOf(shifts, opening), ...taken])],
      takenAlong: lying.map(({ state }) => state.handoverId),
    };
  }

  #lines(opening: HandoverOpening) {
    const { duties, tickets } = this.#seenBy(opening.handoverId);
    const leaving = this.#outgoing(opening).outgoing.map((staffNo) => ({
      staffNo,
      returnsAt: returnsAt(duties, staffNo, opening.endsAt) ?? dayAfter(opening.endsAt),
    }));
    const states = [...this.#tickets.values()].map(({ state }) => state);
    const seen = states.filter(({ ticketNo }) => tickets === null || tickets.includes(ticketNo));
    return seen.filter((state) => lineOf(state, leaving) !== null);
  }
}

function staffOf({ duties }: Shifts, { day, shift }: Pick<Duty, 'day' | 'shift'>): string[] {
  return duties.filter((duty) => duty.day === day && duty.shift === shift).map(({ staffNo }) => staffNo);
}

function dayAfter(at: Instant): Instant {
  return new Date(Date.parse(at) + 24 * 3_600_000).toISOString();
}

function planned(state: HandoverState): HandoverState {
  const clocks = state.clocks.map((clock) => ({ ...clock, plan: clock.plan ?? planClock(clock, STANDARD_TIMETABLE) }));
  return { ...state, clocks };
}
