import type { Department } from '../../contracts/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { holds, type Span, within } from './span.ts';
import { workingTimeBetween } from './workingTime.ts';

/** From when on a department had the ticket; the first one had it before that too. */
export interface Holding {
  readonly since: number;
  readonly department: Department;
}

/** What happened while a clock ran, in ms. */
export interface Course extends Span {
  /** While everything waited for the customer or a dispute's parties. */
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
  readonly departments: readonly (Time & { readonly department: Department })[];
}

type Holder = 'customer' | 'outage' | Department;

/**
 * With whom the time of a clock went by. Each instant belongs to exactly one: the customer (or the parties) where everything waited
 * for them, else the outage where the desk stood still, else the department that had the ticket; so the wall-clock parts add up to
 * the whole exactly.
 */
export function splitTime(course: Course, calendar: Calendar): Split {
  const times = new Map<Holder, Time>([
    ['customer', NO_TIME],
    ['outage', NO_TIME],
  ]);
  for (const { holder, ...span } of periodsOf(course)) {
    const { ms, workingMs } = times.get(holder) ?? NO_TIME;
    times.set(holder, {
      ms: ms + span.to - span.from,
      workingMs: workingMs + workingTimeBetween(span.from, span.to, calendar),
    });
  }
  const departments: (Time & { department: Department })[] = [];
  for (const [holder, time] of times) {
    if (holder !== 'customer' && holder !== 'outage') departments.push({ department: holder, ...time });
  }
  return { customer: times.get('customer') ?? NO_TIME, outage: times.get('outage') ?? NO_TIME, departments };
}

const NO_TIME: Time = { ms: 0, workingMs: 0 };

function periodsOf(course: Course): (Span & { holder: Holder })[] {
  const waiting = within(course.waiting, course);
  const outages = within(course.outages, course);
  const cuts = new Set([course.from, course.to]);
  for (const { from, to } of [...waiting, ...outages]) cuts.add(from).add(to);
  for (const { since } of course.holdings) if (since > course.from && since < course.to) cuts.add(since);
  const order = [...cuts].toSorted((a, b) => a - b);
  return order.slice(0, -1).map((from, index) => ({
    from,
    to: order[index + 1] ?? from,
    holder: holds(waiting, from) ? 'customer' : holds(outages, from) ? 'outage' : departmentAt(course.holdings, from),
  }));
}

/** Who had the ticket at an instant. */
export function departmentAt(holdings: Course['holdings'], at: number): Department {
  return (holdings.findLast(({ since }) => since <= at) ?? holdings[0]).department;
}
