import { type RawBuilder, sql } from 'kysely';
import type { StaffRef } from '../../../contracts/people.ts';
import { ON_CALL_ROLES } from '../../../domain/roster/duty.ts';

const person = sql`jsonb_build_object('staffNo', s.staff_no, 'role', s.role, 'department', s.department)`;

interface Sought {
  readonly at?: RawBuilder<unknown>;
  /** Who is not to be called, whatever the roster says. */
  readonly except?: readonly string[];
}

/**
 * Who takes urgent matters outside staffed time, as an expression of any statement: the roster's person on duty at an instant (by
 * default now), a duty agent before others and these in the order of the roster; where it names nobody who is active, the first
 * active duty agent. No shift is longer than a day, so that only duties around the instant are looked at.
 */
export function dutyNow({ at = sql`now()`, except = [] }: Sought = {}): RawBuilder<StaffRef | null> {
  const callable = except.length === 0 ? sql`s.active` : sql`s.active and not s.staff_no = any(${except}::text[])`;
  return sql<StaffRef | null>`coalesce(
    (select ${person} from roster_duties d join staff s on s.staff_no = d.staff_no
      where d.ends_at > ${at} and d.ends_at <= ${at} + interval '1 day' and d.starts_at <= ${at}
        and ${callable} and s.role = any(${ON_CALL_ROLES}::text[])
      order by s.role = 'dutyAgent' desc, d.position, s.staff_no limit 1),
    (select ${person} from staff s where ${callable} and s.role = 'dutyAgent' order by s.staff_no limit 1))`;
}
