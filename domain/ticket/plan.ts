import type { PlannedTask } from '../../contracts/plans.ts';
import { makeTaskId } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Department, StaffRef } from '../../contracts/people.ts';
import { cancelClocks, resetClock, startClock } from './clockwork.ts';
import { change, type Draft, happened, tellStaff } from './draft.ts';
import { worksOn } from './people/who.ts';
import { isShutOut } from './shutOut.ts';
import type { Task, TicketState } from './state.ts';

export function isTaskOpen(task: Task): boolean {
  return task.status === 'OFFERED' || task.status === 'ACCEPTED' || task.status === 'REFUSED';
}

/** Whether departments have worked on it by a plan, or do. */
export function planStands(state: TicketState): boolean {
  return state.lead !== null && wasPlanned(state);
}

/** Whether departments have had a part in it, which goes on in a round under whoever takes it up. */
export function wasPlanned({ tasks }: TicketState): boolean {
  return tasks.some(({ status }) => status !== 'CANCELLED');
}

/** A missed limit bounds no plan any more: the work goes on. */
export function unlessMissed(limitAt: Instant | null, at: Instant): Instant | null {
  return limitAt !== null && limitAt > at ? limitAt : null;
}

/** Whether a department's task can be given to this person. */
export function mayHaveTask(state: TicketState, staff: StaffRef, department: Department): boolean {
  if (isShutOut(state, { kind: 'staff', ...staff })) return false;
  return staff.department === department && worksOn(staff.role, department);
}

interface Part {
  readonly department: Department;
  readonly responsible: Pick<StaffRef, 'staffNo'>;
}

/** A plan knows a task by its department and person, so each has one. */
export function samePart(one: Part, other: Part): boolean {
  return one.department === other.department && one.responsible.staffNo === other.responsible.staffNo;
}

/** Opens the new tasks, moves the kept ones, cancels those the new plan leaves out; what is done stays. */
export function applyPlan(draft: Draft, planned: readonly PlannedTask[]): void {
  for (const task of draft.state.tasks.filter(isTaskOpen)) {
    // What was refused, or is to deliver something else, and is planned for the same person again is offered anew.
    const goesOn = planned.some((next) => samePart(task, next) && next.reworded !== true);
    if (task.status === 'REFUSED' || !goesOn) cancelTask(draft, task);
  }
  for (const [position, next] of planned.entries()) {
    const kept = draft.state.tasks.find((task) => isTaskOpen(task) && samePart(task, next));
    if (kept === undefined) openTask(draft, next, position);
    else if (kept.milestoneAt !== next.milestoneAt) movePlanned(draft, kept, next.milestoneAt);
  }
}

function movePlanned(draft: Draft, task: Task, milestoneAt: Instant): void {
  moveMilestone(draft, task, milestoneAt);
  const { taskId, responsible } = task;
  tellStaff(draft, { kind: 'staff', staffNo: responsible.staffNo }, 'task-moved', { taskId, milestoneAt });
}

function openTask(draft: Draft, { department, responsible, milestoneAt }: PlannedTask, position: number): void {
  const n = draft.state.taskCount + 1;
  const taskId = makeTaskId(draft.state.ticketNo, n);
  const { staffNo } = responsible;
  const task: Task = { taskId, department, responsible, milestoneAt, status: 'OFFERED' };
  change(draft, { taskCount: n, tasks: [...draft.state.tasks, task] });
  startClock(draft, { id: 'TASK_ACCEPT', taskId });
  startClock(draft, { id: 'MILESTONE', taskId, terms: { fixedDueAt: milestoneAt, fixedAt: draft.at } });
  // `position` finds the deliverable's words in the stored text of the plan.
  happened(draft, 'task-opened', { taskId, department, staffNo, position });
  const told = { taskId, department, milestoneAt, window: 'TASK_ACCEPT' };
  tellStaff(draft, { kind: 'staff', staffNo }, 'task-offered', told);
}

export function patchTask(draft: Draft, taskId: string, patch: Partial<Task>): void {
  change(draft, { tasks: draft.state.tasks.map((task) => (task.taskId === taskId ? { ...task, ...patch } : task)) });
}

export function moveMilestone(draft: Draft, task: Task, milestoneAt: Instant): void {
  patchTask(draft, task.taskId, { milestoneAt });
  resetClock(draft, 'MILESTONE', { taskId: task.taskId, terms: { fixedDueAt: milestoneAt, fixedAt: draft.at } });
}

export function cancelTask(draft: Draft, task: Task): void {
  patchTask(draft, task.taskId, { status: 'CANCELLED' });
  cancelClocks(draft, ['TASK_ACCEPT', 'MILESTONE'], task.taskId);
  tellStaff(draft, { kind: 'staff', staffNo: task.responsible.staffNo }, 'task-cancelled', { taskId: task.taskId });
}

/** Closing the ticket leaves no task open behind it. */
export function cancelOpenTasks(draft: Draft): void {
  for (const task of draft.state.tasks.filter(isTaskOpen)) cancelTask(draft, task);
}
