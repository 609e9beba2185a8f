import type { FieldError } from '../../contracts/errors.ts';
import type { Day } from '../../contracts/instants.ts';
import type { StaffRole } from '../../contracts/people.ts';
import { type RosterDay, SHIFT_NAMES, type ShiftName } from '../../contracts/rosters.ts';
import { ROLE_NAMES } from '../catalog/roles.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { restFaults } from './checkRest.ts';
import { type Duty, ON_CALL_ROLES, SHIFT_ROLES } from './duty.ts';
import { daysOfWeek } from './week.ts';

/** What a roster is judged by. */
export interface RosterGround {
  /** The Monday. */
  readonly week: Day;
  /** Everybody active who is named, by staff number. */
  readonly staff: ReadonlyMap<string, StaffRole>;
  /** Who is new, and who shows him the work. */
  readonly mentors: ReadonlyMap<string, string>;
  /** Duties of the days before and after the week, by published rosters. */
  readonly neighbours: readonly Duty[];
  readonly calendar: Calendar;
}

/**
 * What is wrong with a week's roster, each naming day and person; empty where it holds. In the order: the days, the people (each with the mentor he has), the nights,
 * the rest between shifts, the rest day. Sources: S4 (a rest day a week, mentors), DECISION (8 hours, on call); docs/norms.md.
 */
export function checkRoster(days: readonly RosterDay[], ground: RosterGround): FieldError[] {
  const faults = dayFaults(days, ground.week);
  if (faults.length > 0) return faults;
  const people = days.flatMap((day, index) => peopleFaults(day, index, ground));
  return [...people, ...nightFaults(days), ...(people.length > 0 ? [] : restFaults(days, ground))];
}

function dayFaults(days: readonly RosterDay[], week: Day): FieldError[] {
  return daysOfWeek(week).flatMap((day, index): FieldError[] => {
    const got = days[index]?.day;
    if (got === day) return [];
    const expected = { zh: `该周的 ${day}`, en: `${day}, the next day of the week` };
    return [{ pointer: `/days/${index}/day`, expected, ...(got === undefined ? {} : { got }) }];
  });
}

function peopleFaults(day: RosterDay, index: number, { staff, mentors }: RosterGround): FieldError[] {
  return [...SHIFT_NAMES, 'REST' as const].flatMap((part) =>
    day[part].flatMap((staffNo, position): FieldError[] => {
      const expected = personExpected(day, { part, position, role: staff.get(staffNo), mentor: mentors.get(staffNo) });
      if (expected === null) return [];
      return [{ pointer: `/days/${index}/${part}/${position}`, expected, got: `${staffNo} · ${day.day}` }];
    }),
  );
}

interface Named {
  readonly part: ShiftName | 'REST';
  readonly position: number;
  readonly role: StaffRole | undefined;
  readonly mentor: string | undefined;
}

/** What should stand where this person does; null where it is well. */
function personExpected(day: RosterDay, { part, position, role, mentor }: Named): FieldError['expected'] | null {
  const staffNo = day[part][position] ?? '';
  if (role === undefined) return { zh: '在职员工的工号', en: 'the number of an active member of staff' };
  const roles: readonly StaffRole[] = part === 'ONCALL' ? ON_CALL_ROLES : SHIFT_ROLES;
  if (part !== 'REST' && !roles.includes(role)) {
    return {
      zh: `${roles.map((one) => ROLE_NAMES[one].zh).join('、')}`,
      en: `somebody whose role is ${roles.join(', ')}`,
    };
  }
  if (day[part].indexOf(staffNo) < position) return { zh: '每人只列一次', en: 'each person once' };
  if (part !== 'REST' && day.REST.includes(staffNo)) {
    return { zh: '当天不休息的员工', en: 'nobody who rests on that day' };
  }
  if (part !== 'REST' && mentor !== undefined && !day[part].includes(mentor)) {
    return { zh: `与导师 ${mentor} 同班`, en: `a shift in which the mentor ${mentor} works as well` };
  }
  return null;
}

function nightFaults(days: readonly RosterDay[]): FieldError[] {
  return days.flatMap(({ day, ONCALL }, index): FieldError[] => {
    if (ONCALL.length > 0) return [];
    const expected = { zh: `${day} 夜间至少一名值班人`, en: `at least one person on call in the night of ${day}` };
    return [{ pointer: `/days/${index}/ONCALL`, expected, got: '[]' }];
  });
}
