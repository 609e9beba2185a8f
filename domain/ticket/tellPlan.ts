import type { Instant } from '../../contracts/instants.ts';
import type { StaffRef } from '../../contracts/people.ts';
import { isTaskOpen } from './plan.ts';
import { type Draft, tellStaff } from './draft.ts';
import { SUPERVISORS } from './people/owner.ts';

/** Whoever leads a plan from now on hears that, and whoever has its ticket beside him under whom it goes on. */
export function tellLed(draft: Draft, { staffNo }: StaffRef): void {
  tellStaff(draft, { kind: 'staff', staffNo }, 'plan-led');
  const { assignee } = draft.state;
  if (assignee === null || assignee.staffNo === staffNo) return;
  tellStaff(draft, { kind: 'staff', staffNo: assignee.staffNo }, 'plan-led-beside', { staffNo });
}

/**
 * No date of a plan lies after the limit that holds for it: where that comes forward past one, from where it lay (null: it had no date),
 * the plan is for people to change (docs/norms.md, policies and versions). Both in UTC.
 */
export function tellPlanPast(
  draft: Draft,
  { from, to }: { readonly from: Instant | null; readonly to: Instant },
): void {
  const { tasks, lead } = draft.state;
  for (const { taskId, milestoneAt, responsible } of tasks.filter(isTaskOpen)) {
    if (milestoneAt <= to || (from !== null && milestoneAt > from)) continue;
    const params = { taskId, milestoneAt, dueAt: to };
    const people = new Set([responsible.staffNo, lead?.staffNo ?? responsible.staffNo]);
    for (const staffNo of people) tellStaff(draft, { kind: 'staff', staffNo }, 'milestone-past-limit', params);
    tellStaff(draft, SUPERVISORS, 'milestone-past-limit', params);
  }
}
