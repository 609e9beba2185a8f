import { type Kysely, sql } from 'kysely';
import type { AgentState } from '../../../contracts/agents.ts';
import type { Day, Instant } from '../../../contracts/instants.ts';
import type { ShiftName } from '../../../contracts/rosters.ts';
import type { Department, StaffRole } from '../../../contracts/people.ts';
import { DEFAULT_CAPACITY } from '../../../domain/assignment/candidate.ts';
import type { DB } from '../../schema/rows.ts';

/** A member of staff as the desk sees him now. */
export interface StaffAtWork {
  readonly staffNo: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly department: Department;
  /** False: he has left the house. */
  readonly active: boolean;
  readonly state: AgentState;
  /** Null: he has never said how he is. */
  readonly since: Date | null;
  readonly reason: string | null;
  /** Who shows him the work; null: nobody has to, or has left since. */
  readonly mentor: string | null;
  readonly load: number;
  readonly capacity: number;
  readonly skills: readonly string[];
  readonly lastAssignedAt: Date | null;
  /** His shift by the roster, now. */
  readonly shift: {
    readonly shift: ShiftName;
    readonly day: Day;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
  } | null;
}

export interface StaffFilter {
  readonly state?: AgentState | undefined;
  readonly department?: Department | undefined;
  readonly role?: StaffRole | undefined;
}

const columns = sql`
  p.staff_no as "staffNo", p.name, p.role, p.department, p.active, coalesce(s.state, 'off') as state, s.since, s.reason,
  (select m.staff_no from staff m where m.staff_no = s.mentor and m.active) as mentor,
  (select count(*)::int from tickets t where t.assignee = p.staff_no and t.status = 'IN_PROGRESS') as load,
  coalesce(s.capacity, ${sql.lit(DEFAULT_CAPACITY)}) as capacity,
  array(select skill from agent_skills k where k.staff_no = p.staff_no order by skill) as skills,
  s.last_assigned_at as "lastAssignedAt",
  (select jsonb_build_object('shift', d.shift, 'day', d.day, 'startsAt', d.starts_at, 'endsAt', d.ends_at)
    from roster_duties d where d.staff_no = p.staff_no and d.ends_at > now() and d.starts_at <= now()
    order by d.starts_at limit 1) as shift
  from staff p left join agent_states s on s.staff_no = p.staff_no`;

/** One page of those of `roles` who work here, by number. */
export async function listStaff(
  db: Kysely<DB>,
  {
    filter,
    roles,
    after,
    limit,
  }: {
    readonly filter: StaffFilter;
    readonly roles: readonly StaffRole[];
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<StaffAtWork[]> {
  const { state = null, department = null, role = null } = filter;
  const { rows } = await sql<StaffAtWork>`
    select ${columns}
    where p.active and p.role = any(${[...roles]}) and (${role}::text is null or p.role = ${role})
      and (${department}::text is null or p.department = ${department})
      and (${state}::text is null or coalesce(s.state, 'off') = ${state})
      and (${after}::text is null or p.staff_no > ${after})
    order by p.staff_no limit ${limit}
  `.execute(db);
  return rows;
}

/** Whoever has the number, also of those who have left; null where nobody ever had it. */
export async function findStaffAtWork(db: Kysely<DB>, staffNo: string): Promise<StaffAtWork | null> {
  const { rows } = await sql<StaffAtWork>`select ${columns} where p.staff_no = ${staffNo}`.execute(db);
  return rows[0] ?? null;
}
