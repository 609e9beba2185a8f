import type { CommandOf, PlannedTask } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Words } from '../../../contracts/words.ts';
import { makeTaskId } from '../../../contracts/ids.ts';
import type { Department, StaffRef } from '../../../contracts/people.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { cancelClocks, resetClock, startClock, stopClocks, tickingClock } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { OF_THE_DEPARTMENT, workdayWithin } from '../expected.ts';
import type { Task, TicketState } from '../state.ts';
import { isOfRound, reassessedIn } from '../people/level.ts';
import { mayPropose } from '../people/reassessing.ts';
import { isStaff, WORKS_ON_IT, worksOn } from '../people/who.ts';
import { tellMeasuresChange } from './measures.ts';
import { isShutOut } from '../shutOut.ts';
import { replaceResolveClock } from '../resolveLimit.ts';
import type { CommandRule } from './rule.ts';
import { beginWork } from './beginning.ts';
import { tellHandedOn } from './former.ts';
import { measuresRun } from './underDispute.ts';

/** Whether a department's task can be given to this person. */
export function mayHaveTask(state: TicketState, staff: StaffRef, department: Department): boolean {
  if (isShutOut(state, { kind: 'staff', ...staff })) return false;
  return staff.department === department && worksOn(staff.role, department);
}

export function isTaskOpen(task: Task): boolean {
  return task.status === 'OFFERED' || task.status === 'ACCEPTED' || task.status === 'REFUSED';
}

const AT_LEAST_ONE: Words = {
  zh: '至少一项任务，除非协同方案内的任务均已完成或取消',
  en: 'at least one task, unless all tasks of the plan are done or cancelled',
};
const WHY_REPLANNED: Words = {
  zh: '重新安排裁定措施的理由，双方均会收到',
  en: 'why the measures of the ruling are planned anew, which both parties are told',
};
const NEW_LEAD: Words = {
  zh: '解决方案未被拒绝过、且工单不针对其本人的人员',
  en: 'somebody whose proposal was not refused, and whom the ticket is not about',
};
const OTHER_PERSON: Words = { zh: '协同方案内尚无任务的人员', en: 'somebody the plan has not given a task already' };

function checkPlan(state: TicketState, command: CommandOf<'coordinate'>, at: Instant): Refusal | null {
  const { lead, tasks, latestMilestoneAt } = command.payload;
  const limitAt = unlessMissed(latestMilestoneAt, at);
  const refuse = (pointer: string, expected: Words): Refusal => ({
    code: 'plan-invalid',
    detail: { zh: '协同方案不符合要求。', en: 'The plan does not hold.' },
    errors: [{ pointer, expected }],
  });
  if (tasks.length === 0) {
    const finished = state.status === 'COORDINATING' && !state.tasks.some(isTaskOpen);
    if (!finished) return refuse('/tasks', AT_LEAST_ONE);
    if (state.assignee !== null) return null;
  }
  if (measuresRun(state) && command.payload.reasoned === false) return refuse('/reason', WHY_REPLANNED);
  if (lead === null) return refuse('/lead', { zh: '牵头人工号', en: 'the staff number of who leads the plan' });
  if (!worksOn(lead.role, state.department)) return refuse('/lead', WORKS_ON_IT);
  if (!mayPropose(state, lead))
    return refuse('/lead', isOfRound(state.round, lead.role) ? NEW_LEAD : reassessedIn(state.round));
  const wrong = tasks.findIndex((task) => task.milestoneAt <= at || (limitAt !== null && task.milestoneAt > limitAt));
  if (wrong >= 0) return refuse(`/tasks/${wrong}/milestoneOn`, workdayWithin(at, limitAt));
  const stranger = tasks.findIndex(({ responsible, department }) => !mayHaveTask(state, responsible, department));
  if (stranger >= 0) return refuse(`/tasks/${stranger}/responsible`, OF_THE_DEPARTMENT);
  const double = tasks.findIndex((task, position) => tasks.slice(0, position).some((other) => samePart(task, other)));
  if (double >= 0) return refuse(`/tasks/${double}/responsible`, OTHER_PERSON);
  return null;
}

/** A missed limit bounds no plan any more: the work goes on. */
export function unlessMissed(limitAt: Instant | null, at: Instant): Instant | null {
  return limitAt !== null && limitAt > at ? limitAt : null;
}

/** Whether departments have worked on it by a plan, or do. */
export function planStands(state: TicketState): boolean {
  return state.lead !== null && wasPlanned(state);
}

/** Whether departments have had a part in it, which goes on in a round under whoever takes it up. */
export function wasPlanned({ tasks }: TicketState): boolean {
  return tasks.some(({ status }) => status !== 'CANCELLED');
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

export const COORDINATE: CommandRule<'coordinate'> = {
  who: (_state, actor) => isStaff(actor, 'supervisor'),
  whoMay: { zh: '主管', en: 'a supervisor' },
  when: (state) =>
    state.category !== null && ['RECEIVED', 'IN_PROGRESS', 'REASSESSING', 'COORDINATING'].includes(state.status),
  whenMay: {
    zh: '工单为 RECEIVED（已分类）、IN_PROGRESS、REASSESSING 或 COORDINATING',
    en: 'RECEIVED (with a category), IN_PROGRESS, REASSESSING or COORDINATING',
  },
  check: checkPlan,
  apply: (draft, { payload: { lead, tasks } }) => {
    if (lead !== null && (tasks.length > 0 || draft.state.assignee === null)) giveLead(draft, lead);
    stopClocks(draft, ['COORDINATION_PLAN']);
    if (lead === null || tasks.length === 0) {
      endPlan(draft);
      return;
    }
    happened(draft, 'coordinated', { lead: lead.staffNo, tasks: tasks.length });
    applyPlan(draft, tasks);
    if (takesSeveralDepartments(draft.state)) replaceResolveClock(draft, 'RESOLVE_MULTI');
    if (measuresRun(draft.state)) tellMeasuresChange(draft, 'measures-replanned');
    else tellCustomer(draft, 'plan-agreed', { staffNo: lead.staffNo, tasks: tasks.length });
  },
};

/** All is done: it is again the matter of one, and nobody leads any more. */
function endPlan(draft: Draft): void {
  const { assignee, lead } = draft.state;
  change(draft, { status: 'IN_PROGRESS' });
  happened(draft, 'coordinated', { tasks: 0 });
  if (assignee === null) return;
  tellStaff(draft, { kind: 'staff', staffNo: assignee.staffNo }, 'plan-ended');
  tellHandedOn(draft, lead?.staffNo ?? null, assignee.staffNo);
}

/**
 * Whoever had it as the lead before, or was only named for it at night, has it no more; who took it over before there was a plan stays
 * beside its lead.
 */
function giveLead(draft: Draft, lead: StaffRef): void {
  const { firstContact, status, assignee, lead: before } = draft.state;
  const leaves = assignee !== null && (status === 'RECEIVED' || assignee.staffNo === before?.staffNo);
  const replaced = leaves && assignee.staffNo !== lead.staffNo;
  if (status === 'REASSESSING' || assignee === null || replaced) beginWork(draft, lead, 'COORDINATING');
  // Whoever is only made the lead has neither taken it over nor written yet.
  change(draft, { status: 'COORDINATING', lead, firstContact });
  const { staffNo } = lead;
  for (const former of [assignee, before]) tellHandedOn(draft, former?.staffNo ?? null, staffNo);
  const isTold = status === 'COORDINATING' && before?.staffNo === staffNo;
  if (!isTold) tellStaff(draft, { kind: 'staff', staffNo }, 'plan-led');
}

/** Several departments have seven workdays from creation; a special case has its own date, an answered one no limit. */
function takesSeveralDepartments(state: TicketState): boolean {
  const departments = new Set(state.tasks.filter((task) => task.status !== 'CANCELLED').map((task) => task.department));
  return departments.size > 1 && tickingClock(state, ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX']) !== undefined;
}
