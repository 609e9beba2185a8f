import type { Kysely } from 'kysely';
import type { Instant } from '../../contracts/instants.ts';
import type { Principal, StaffRef } from '../../contracts/people.ts';
import { findStaff } from '../../db/repositories/people/people.ts';
import type { Words } from '../../contracts/words.ts';
import type { ReadScope } from '../../db/repositories/reading/scope.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Timetable, TimetableSource } from '../../domain/clocks/timetable.ts';
import { endOfWorkday } from '../../domain/clocks/planning/limits.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { Make } from '../http/idempotent.ts';
import { type Problem, refused } from '../http/problem.ts';

/** What the names in a command's body are looked up with. */
export interface Surroundings {
  readonly db: Kysely<DB>;
  readonly timetables: TimetableSource;
  /** The ticket's own. */
  readonly timetable: Timetable;
  readonly scope: ReadScope;
  readonly state: TicketState;
  readonly principal: Principal;
  readonly updateId: string;
  /** Takes something for the command, the same on each repetition. */
  readonly make: Make;
  readonly now: Instant;
}

/** A body made ready for the workflow: ids and instants, and the words that stay in PostgreSQL. */
export interface Resolved<Payload> {
  readonly payload: Payload;
  readonly text: Readonly<Record<string, unknown>> | null;
  /** Takes back what was taken for the command, where it is refused. */
  readonly undo?: () => Promise<void>;
}

/** 18:00 of the named day. Throws `date-not-allowed` for a day off. */
export function workdayEnd(day: string, pointer: string, calendar: Calendar): Instant {
  const end = endOfWorkday(day, calendar);
  if (end !== null) return end;
  throw refused({
    code: 'date-not-allowed',
    detail: { zh: `${day} 不是工作日。`, en: `${day} is no workday.` },
    errors: [{ pointer, expected: { zh: '工作日', en: 'a workday' } }],
  });
}

/** The staff member of that number. Throws `unknown-staff`. */
export async function staffNamed(
  staffNo: string,
  pointer: string,
  { db }: Pick<Surroundings, 'db'>,
): Promise<StaffRef> {
  const staff = await findStaff(db, staffNo);
  if (staff !== null) return staff;
  throw refused({
    code: 'unknown-staff',
    detail: { zh: `没有工号为 ${staffNo} 的在职工作人员。`, en: `There is no active staff member ${staffNo}.` },
    errors: [{ pointer, expected: { zh: '在职工作人员的工号', en: 'the number of an active staff member' } }],
  });
}

export function unknownReference(pointer: string, expected: Words): Problem {
  return refused({
    code: 'unknown-reference',
    detail: { zh: '所指对象不存在，或您无权查看。', en: 'What is named does not exist, or is not yours to see.' },
    errors: [{ pointer, expected }],
  });
}
