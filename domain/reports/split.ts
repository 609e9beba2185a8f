import type { Holder } from '../../contracts/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { holds, type Span, within } from './span.ts';
import { workingTimeBetween } from './workingTime.ts';

/** From when on somebody had the ticket; the first one had it before that too. */
export interface Holding {
  readonly since: number;
  readonly holder: Holder;
}

/** What happened while a clock ran, in ms. */
export interface Course extends Span {
  /** While the limit stood still for the customer or a dispute's parties, by its own ledger. */
  readonly waiting: readonly Span[];
  readonly outages: readonly Span[];
  /** In order of time, at least one. */
  readonly holdings: readonly [Holding, ...Holding[]];
}

/** Wall-clock time, and how much of it lay in the hours of service. */
export interface Time {
  readonly ms: number;
  readonly workingMs: number;
}

export interface Split {
  readonly customer: Time;
  readonly outage: Time;
  /** In the order in which they first had it. */
  readonly departments: readonly (Time & { readonly department: Holder })[];
}

type Whose = 'customer' | 'outage' | Holder;

/**
 * With whom the time of a clock went by. Each instant belongs to exactly one: the customer (or the parties) where the limit stood still
 * for them, else the outage where the desk stood still, else whoever was answerable; so the wall-clock parts add up to the whole exactly.
 */
export function splitTime(course: Course, calendar: Calendar): Split {
  const times = new Map<Whose, Time>([
    ['customer', NO_TIME],
    ['outage', NO_TIME],
  ]);
  for (const { whose, ...span } of periodsOf(course)) {
    const { ms, workingMs } = times.get(whose) ?? NO_TIME;
    times.set(whose, {
      ms: ms + span.to - span.from,
      workingMs: workingMs + workingTimeBetween(span.from, span.to, calendar),
    });
  }
  const departments: (Time & { department: Holder })[] = [];
  for (const [whose, time] of times) {
    if (whose !== 'customer' && whose !== 'outage') departments.push({ department: whose, ...time });
  }
  return { customer: times.get('customer') ?? NO_TIME, outage: times.get('outage') ?? NO_TIME, departments };
}

const NO_TIME: Time = { ms: 0, workingMs: 0 };

function periodsOf(course: Course): (Span & { whose: Whose })[] {
  const waiting = within(course.waiting, course);
  const outages = within(course.outages, course);
  const cuts = new Set([course.from, course.to]);
  for (const { from, to } of [...waiting, ...outages]) cuts.add(from).add(to);
  for (const { since } of course.holdings) if (since > course.from && since < course.to) cuts.add(since);
  const order = [...cuts].toSorted((a, b) => a - b);
  return order.slice(0, -1).map((from, index) => ({
    from,
    to: order[index + 1] ?? from,
    whose: holds(waiting, from) ? 'customer' : holds(outages, from) ? 'outage' : holderAt(course.holdings, from),
  }));
}

function holderAt(holdings: Course['holdings'], at: number): Holder {
  return (holdings.findLast(({ since }) => since <= at) ?? holdings[0]).holder;
}
