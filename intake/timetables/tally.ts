import type { ClockId } from '../../contracts/clocks.ts';
import type { ReviewId } from '../../contracts/ids.ts';
import type { Holder } from '../../contracts/people.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { LimitMove } from '../../contracts/jobs.ts';
import { compareText } from '../../contracts/order.ts';
import type { Comparison } from '../../domain/clocks/replanning/compare.ts';
import { targetOf } from '../../domain/clocks/replanning/replanned.ts';
import { answerableFor, type LimitOwner, reviewOf } from '../../domain/clocks/limitOwner.ts';
import type { Clock } from '../../domain/clocks/types.ts';

export type Counts = Record<
  'limits' | 'unchanged' | 'kept' | LimitMove | 'adjusted' | 'final' | 'provisional' | 'dayOff',
  number
>;

export interface Group extends Readonly<Counts> {
  readonly department: Holder;
  readonly clock: ClockId;
}

interface NamedLimit {
  readonly ticketNo: string;
  /** Left out: the ticket's own. */
  readonly reviewId?: ReviewId;
  readonly clock: ClockId;
  readonly key: string;
}

interface Move {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export interface MovedLimit extends NamedLimit, Move {
  /** Where its target moves. */
  readonly target?: Move;
}

/** A date agreed by hand that would be a day off. */
export interface AffectedLimit extends NamedLimit {
  readonly dueAt: Instant | null;
  readonly why: 'day-off';
}

export interface ComparedClock {
  readonly owner: LimitOwner;
  readonly clock: Clock<ClockId>;
}

const NONE: Counts = {
  limits: 0,
  unchanged: 0,
  kept: 0,
  earlier: 0,
  later: 0,
  target: 0,
  begins: 0,
  ends: 0,
  adjusted: 0,
  final: 0,
  provisional: 0,
  dayOff: 0,
};

/** Adds up what another timetable makes of clocks, by department and clock, and names the first that move. */
export class Tally {
  readonly totals: Counts = { ...NONE };
  readonly moved: MovedLimit[] = [];
  readonly affected: AffectedLimit[] = [];
  readonly #groups = new Map<string, Counts & Group>();
  readonly #mostNamed: number;
  #moves = 0;

  constructor(mostNamed: number) {
    this.#mostNamed = mostNamed;
  }

  get groups(): readonly Group[] {
    return [...this.#groups.values()].sort((a, b) => compareText(groupName(a), groupName(b)));
  }

  get more(): boolean {
    return this.#moves > this.moved.length;
  }

  add(compared: ComparedClock, outcome: Comparison, dayOff: boolean): void {
    if (outcome.kind === 'kept' && outcome.why === 'ended') return;
    const { owner, clock } = compared;
    const department = answerableFor(clock, owner);
    const name = groupName({ department, clock: clock.id });
    const group = this.#groups.get(name) ?? { department, clock: clock.id, ...NONE };
    this.#groups.set(name, group);
    for (const counts of [this.totals, group]) {
      count(counts, outcome);
      if (dayOff) counts.dayOff += 1;
    }
    if (dayOff && this.affected.length < this.#mostNamed) this.affected.push(affectedBy(compared, outcome));
    if (outcome.kind !== 'moved') return;
    this.#moves += 1;
    if (this.moved.length < this.#mostNamed) {
      const { before, after } = outcome;
      this.moved.push({ ...named(compared), from: before.dueAt, to: after.dueAt, ...targetOf(outcome) });
    }
  }
}

function affectedBy(compared: ComparedClock, outcome: Comparison): AffectedLimit {
  const plan = outcome.kind === 'moved' ? outcome.after : compared.clock.plan;
  return { ...named(compared), dueAt: plan?.dueAt ?? null, why: 'day-off' };
}

function named({ owner, clock: { id, key } }: ComparedClock): NamedLimit {
  return { ticketNo: owner.ticketNo, ...reviewOf(owner), clock: id, key };
}

function count(counts: Counts, outcome: Comparison): void {
  counts.limits += 1;
  switch (outcome.kind) {
    case 'kept':
      counts.kept += 1;
      return;
    case 'unchanged':
      counts.unchanged += 1;
      return;
    case 'adjusted':
    case 'moved':
      counts[outcome.kind === 'moved' ? outcome.how : outcome.kind] += 1;
      // What begins or ends was not told before, or is not told any more.
      if (outcome.before.dueAt === null || outcome.after.dueAt === null) return;
      if (outcome.before.provisional && !outcome.after.provisional) counts.final += 1;
      if (!outcome.before.provisional && outcome.after.provisional) counts.provisional += 1;
  }
}

function groupName({ department, clock }: Pick<Group, 'department' | 'clock'>): string {
  return `${department} ${clock}`;
}
