import type { FieldError } from '../../contracts/errors.ts';
import { type RosterDay, SHIFT_NAMES } from '../../contracts/rosters.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { HOUR, msOf } from '../calendar/zone.ts';
import { dutiesOf, type Duty } from './duty.ts';

/** Between the end of a shift and the start of the person's next one. DECISION, docs/norms.md. */
const REST_HOURS = 8;

/** A duty of the roster with its place in it; one of a neighbouring week has none. */
interface Placed extends Duty {
  readonly pointer: string | null;
}

/** Shifts of one person that overlap or follow too soon, also across the week's ends, and people without a rest day. */
export function restFaults(
  days: readonly RosterDay[],
  { calendar, neighbours }: { readonly calendar: Calendar; readonly neighbours: readonly Duty[] },
): FieldError[] {
  const own = placedDuties(days, dutiesOf(days, calendar));
  const all: Placed[] = [...own, ...neighbours.map((duty) => ({ ...duty, pointer: null }))];
  const people = [...new Set(own.map(({ staffNo }) => staffNo))];
  return people.flatMap((staffNo) => {
    const duties = all.filter((duty) => duty.staffNo === staffNo).toSorted(byStart);
    return [...tooSoon(duties), ...noRestDay(duties, days.length)];
  });
}

function placedDuties(days: readonly RosterDay[], duties: readonly Duty[]): Placed[] {
  const pointers = days.flatMap((day, index) =>
    SHIFT_NAMES.flatMap((shift) => day[shift].map((_, position) => `/days/${index}/${shift}/${position}`)),
  );
  return duties.map((duty, index) => ({ ...duty, pointer: pointers[index] ?? null }));
}

function byStart(one: Duty, other: Duty): number {
  return msOf(one.startsAt) - msOf(other.startsAt);
}

function tooSoon(duties: readonly Placed[]): FieldError[] {
  return duties.flatMap((later, index): FieldError[] => {
    const earlier = duties[index - 1];
    const pointer = later.pointer ?? earlier?.pointer ?? null;
    if (earlier === undefined || pointer === null) return [];
    if (msOf(later.startsAt) - msOf(earlier.endsAt) >= REST_HOURS * HOUR) return [];
    const between = `${earlier.day} ${earlier.shift} – ${later.day} ${later.shift}`;
    const expected = {
      zh: `两班之间至少休息 ${REST_HOURS} 小时（${between}）`,
      en: `at least ${REST_HOURS} hours of rest between two shifts (${between})`,
    };
    return [{ pointer, expected, got: `${later.staffNo} · ${later.day}` }];
  });
}

/** A rest day is one on which none of the person's shifts starts: the end of a late shift may reach into it. */
function noRestDay(duties: readonly Placed[], daysOfWeek: number): FieldError[] {
  const own = duties.filter(({ pointer }) => pointer !== null);
  const last = own.at(-1);
  if (last === undefined || last.pointer === null) return [];
  if (new Set(own.map(({ day }) => day)).size < daysOfWeek) return [];
  const expected = { zh: '每人每周至少休息一天', en: 'at least one rest day a week for each person' };
  return [{ pointer: last.pointer, expected, got: `${last.staffNo} · ${last.day}` }];
}
