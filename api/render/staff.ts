import type { StaffAnswer, StaffChangeAnswer } from '../../contracts/schemas/staff.ts';
import type { AgentChangeRow } from '../../db/repositories/people/agentChanges.ts';
import type { StaffAtWork } from '../../db/repositories/people/staffAtWork.ts';
import { reassignAfterMinutes } from '../../domain/assignment/absence.ts';
import { shown, shownOrNull } from './instant.ts';

const MINUTE_MS = 60_000;

/** When the customers who wait for somebody go to others: told while he may still come back. */
function reassignedAt({ state, since }: StaffAtWork): string | null {
  const minutes = reassignAfterMinutes(state);
  if (since === null || minutes === null || minutes === 0) return null;
  return shown(new Date(since.getTime() + minutes * MINUTE_MS));
}

export function renderStaff(staff: StaffAtWork): StaffAnswer {
  const { staffNo, name, role, department, state, since, reason, mentor, load, capacity, skills, shift } = staff;
  return {
    staffNo,
    name,
    role,
    department,
    state,
    since: shownOrNull(since),
    reason,
    reassignedAt: reassignedAt(staff),
    mentor,
    load,
    capacity,
    skills: [...skills],
    lastAssignedAt: shownOrNull(staff.lastAssignedAt),
    shift: shift === null ? null : { ...shift, startsAt: shown(shift.startsAt), endsAt: shown(shift.endsAt) },
  };
}

export function renderStaffChange(row: AgentChangeRow): StaffChangeAnswer {
  const { moved, queued, kept, superseded } = row;
  const { staying = [], ...after } = row.after;
  return {
    id: Number(row.id),
    staffNo: row.staff_no,
    kind: row.kind,
    before: factsOf(row.before),
    after: factsOf(after),
    reason: row.reason,
    by: row.by,
    at: shown(row.at),
    reassignment:
      row.due_at === null
        ? null
        : {
            dueAt: shown(row.due_at),
            endedAt: shownOrNull(row.ended_at),
            superseded,
            tickets: row.tickets?.length ?? null,
            moved,
            queued,
            kept,
            staying: staying.map(({ ticketNo, why }) => ({ ticketNo, why: { ...why } })),
          },
  };
}

function factsOf({ skills, ...facts }: AgentChangeRow['before']): StaffChangeAnswer['before'] {
  return { ...facts, ...(skills === undefined ? {} : { skills: [...skills] }) };
}
