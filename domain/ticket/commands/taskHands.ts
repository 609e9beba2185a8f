import type { TicketEvent } from '../../../contracts/events.ts';
import type { Recipient } from '../../../contracts/notices.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import type { TaskStatus } from '../../../contracts/ticket.ts';
import { isRunning } from '../../dispute/dispute.ts';
import { cancelClocks, startClock, startUnlessTicking, stopClocks } from '../clockwork.ts';
import { type Draft, happened, tellStaff } from '../draft.ts';
import type { Task, TicketState } from '../state.ts';
import { isToBePlanned } from '../waiting.ts';
import { SUPERVISORS } from '../people/owner.ts';
import { isTaskOpen, mayHaveTask, patchTask, samePart } from '../plan.ts';

function leadOf(draft: Draft): Recipient {
  const lead = draft.state.lead;
  return lead === null ? SUPERVISORS : { kind: 'staff', staffNo: lead.staffNo };
}

/** Who leads the plan hears how each task stands. */
export function tellLead(draft: Draft, task: Task, status: TaskStatus): void {
  tellStaff(draft, leadOf(draft), 'task-answered', { taskId: task.taskId, department: task.department, status });
}

/** The other open task that this person has of the same department: a plan gives each person one. */
export function otherTaskOf({ tasks }: TicketState, task: Task, staffNo: string): Task | undefined {
  const his = { department: task.department, responsible: { staffNo } };
  return tasks.find((other) => other.taskId !== task.taskId && isTaskOpen(other) && samePart(other, his));
}

/** Within the time a plan has, from when one can be made: not while the customer or the parties of a dispute are waited for. */
export function askForPlan(draft: Draft): void {
  const { status, dispute } = draft.state;
  if (status !== 'COORDINATING' || isRunning(dispute) || !isToBePlanned(draft.state)) return;
  startUnlessTicking(draft, { id: 'COORDINATION_PLAN' });
}

/** Refused and sent back alike: the supervisor has to plan this part anew. */
export function giveBack(
  draft: Draft,
  task: Task,
  event: 'task-refused' | 'task-sent-back',
  data: TicketEvent['data'],
): void {
  patchTask(draft, task.taskId, { status: 'REFUSED' });
  stopClocks(draft, ['TASK_ACCEPT'], task.taskId);
  askForPlan(draft);
  happened(draft, event, { taskId: task.taskId, ...data });
  tellLead(draft, task, 'REFUSED');
  tellStaff(draft, SUPERVISORS, 'task-answered', {
    taskId: task.taskId,
    department: task.department,
    status: 'REFUSED',
  });
}

export function mayBeHanded(state: TicketState, task: Task, to: StaffRef): boolean {
  const isAnother = to.staffNo !== task.responsible.staffNo && otherTaskOf(state, task, to.staffNo) === undefined;
  return isAnother && mayHaveTask(state, to, task.department);
}

/** With its date; whoever has it now accepts or refuses it as any other that is offered. */
export function handTask(draft: Draft, { taskId, department, responsible }: Task, to: StaffRef): void {
  patchTask(draft, taskId, { responsible: to, status: 'OFFERED' });
  cancelClocks(draft, ['TASK_ACCEPT'], taskId);
  startClock(draft, { id: 'TASK_ACCEPT', taskId });
  happened(draft, 'task-transferred', { taskId, from: responsible.staffNo, to: to.staffNo });
  const told = { taskId, department, staffNo: to.staffNo, window: 'TASK_ACCEPT' };
  tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'task-transferred', told);
  tellStaff(draft, leadOf(draft), 'task-transferred', told);
}

/** What this person still has to do of the plan. */
export function openTasksOf({ tasks }: TicketState, staffNo: string): readonly Task[] {
  return tasks.filter(
    ({ responsible, status }) => responsible.staffNo === staffNo && (status === 'OFFERED' || status === 'ACCEPTED'),
  );
}

/** He drops out: the next one is offered what he may take of it, the rest a supervisor plans anew. */
export function leaveTasks(draft: Draft, from: string, to: StaffRef | null): void {
  for (const task of openTasksOf(draft.state, from)) {
    if (to !== null && mayBeHanded(draft.state, task, to)) handTask(draft, task, to);
    else giveBack(draft, task, 'task-sent-back', { code: 'OTHER' });
  }
}
