import type { Words } from '../../../contracts/words.ts';
import type { CommandOf, TaskCommandPayloads } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { TicketEvent } from '../../../contracts/events.ts';
import type { Recipient } from '../../../contracts/notices.ts';
import type { Actor, StaffRef } from '../../../contracts/people.ts';
import type { TaskStatus } from '../../../contracts/ticket.ts';
import { DEPARTMENT_NAMES } from '../../catalog/departments.ts';
import { cancelClocks, RESOLVE_CLOCKS, startClock, stopClocks, tickingClock } from '../clockwork.ts';
import { change, type Draft, happened, SUPERVISORS, tellStaff } from '../draft.ts';
import { workdayWithin } from '../expected.ts';
import type { Task, TicketState } from '../state.ts';
import { cancelTask, isOfDepartment, isTaskOpen, moveMilestone, patchTask, samePart } from './coordination.ts';
import { taskStands } from './taskStands.ts';
import { isStaff } from './who.ts';

type TaskCommand = keyof TaskCommandPayloads;

/** As a command's rule, but judged for one task of the plan. */
export interface TaskRule<Name extends TaskCommand> {
  readonly who: (task: Task, actor: Actor) => boolean;
  readonly whoMay: Words;
  readonly from: readonly TaskStatus[];
  readonly check?: (state: TicketState, task: Task, command: CommandOf<Name>) => Refusal | null;
  readonly apply: (draft: Draft, task: Task, command: CommandOf<Name>) => void;
}

export type TaskRules = { readonly [Name in TaskCommand]: TaskRule<Name> };

/** The named person, or a colleague of the department who steps in. */
function isResponsible(task: Task, actor: Actor): boolean {
  if (actor.kind !== 'staff') return false;
  if (actor.staffNo === task.responsible.staffNo) return true;
  return isStaff(actor, 'specialist', 'inspector') && actor.department === task.department;
}

const isSupervisor = (_task: Task, actor: Actor): boolean => isStaff(actor, 'supervisor');
const RESPONSIBLE: Words = {
  zh: '任务负责人，或任务所在部门的专员',
  en: "the task's responsible person or a specialist of its department",
};

function leadOf(draft: Draft): Recipient {
  const lead = draft.state.lead;
  return lead === null ? SUPERVISORS : { kind: 'staff', staffNo: lead.staffNo };
}

/** Who leads the plan hears of each answer. */
function tellLead(draft: Draft, task: Task, status: TaskStatus): void {
  tellStaff(draft, leadOf(draft), 'task-answered', { taskId: task.taskId, department: task.department, status });
}

/** The other open task that this person has of the same department: a plan gives each person one. */
function otherTaskOf({ tasks }: TicketState, task: Task, staffNo: string): Task | undefined {
  const his = { department: task.department, responsible: { staffNo } };
  return tasks.find((other) => other.taskId !== task.taskId && isTaskOpen(other) && samePart(other, his));
}

const takeOver: TaskRule<'task-take-over'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['OFFERED'],
  check: (state, task, { actor }) => {
    if (actor.kind !== 'staff' || actor.staffNo === task.responsible.staffNo) return null;
    const other = otherTaskOf(state, task, actor.staffNo);
    return other === undefined ? null : { code: 'state-conflict', detail: taskStands(other) };
  },
  apply: (draft, task) => {
    const actor = draft.actor;
    const responsible =
      actor.kind === 'staff'
        ? { staffNo: actor.staffNo, role: actor.role, department: actor.department }
        : task.responsible;
    patchTask(draft, task.taskId, { status: 'ACCEPTED', responsible });
    stopClocks(draft, ['TASK_ACCEPT'], task.taskId);
    happened(draft, 'task-taken-over', { taskId: task.taskId, staffNo: responsible.staffNo });
    tellLead(draft, task, 'ACCEPTED');
  },
};

/** Refused and sent back alike: the supervisor has to plan this part anew, within the time a plan has. */
function giveBack(draft: Draft, task: Task, event: 'task-refused' | 'task-sent-back', data: TicketEvent['data']): void {
  patchTask(draft, task.taskId, { status: 'REFUSED' });
  stopClocks(draft, ['TASK_ACCEPT'], task.taskId);
  if (tickingClock(draft.state, ['COORDINATION_PLAN']) === undefined) startClock(draft, { id: 'COORDINATION_PLAN' });
  happened(draft, event, { taskId: task.taskId, ...data });
  tellLead(draft, task, 'REFUSED');
  tellStaff(draft, SUPERVISORS, 'task-answered', {
    taskId: task.taskId,
    department: task.department,
    status: 'REFUSED',
  });
}

/** A department gives back once: what the supervisor plans for it after that is its own. */
function refuseSecondReturn(state: TicketState, task: Task): Refusal | null {
  if (!state.sentBackBy.includes(task.department)) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `${DEPARTMENT_NAMES[task.department].zh}已退回过 ${state.ticketNo} 的工作一次；归属已由主管判定。`,
      en: `${task.department} has sent work on ${state.ticketNo} back once already; whose it is, the supervisor has decided.`,
    },
  };
}

const sendBack: TaskRule<'task-send-back'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['ACCEPTED'],
  check: refuseSecondReturn,
  apply: (draft, task, { payload: { code = 'OTHER' } }) => {
    change(draft, { sentBackBy: [...draft.state.sentBackBy, task.department] });
    giveBack(draft, task, 'task-sent-back', { code });
  },
};

const transfer: TaskRule<'task-transfer'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['OFFERED', 'ACCEPTED'],
  check: (state, task, { payload: { to } }) => {
    if (mayBeHanded(state, task, to)) return null;
    return {
      code: 'unknown-staff',
      detail: { zh: `${to.staffNo} 不能接手 ${task.taskId}。`, en: `${to.staffNo} cannot take ${task.taskId}.` },
      errors: [
        {
          pointer: '/to',
          expected: {
            zh: `${DEPARTMENT_NAMES[task.department].zh}的另一名工作人员，且在计划内尚无任务`,
            en: `another staff member of ${task.department}, whom the plan has not given a task already`,
          },
        },
      ],
    };
  },
  apply: (draft, task, { payload: { to } }) => handTask(draft, task, to),
};

function mayBeHanded(state: TicketState, task: Task, to: StaffRef): boolean {
  const isAnother = to.staffNo !== task.responsible.staffNo && otherTaskOf(state, task, to.staffNo) === undefined;
  return isAnother && isOfDepartment(to, task.department);
}

/** With its date; whoever has it now accepts or refuses it as any other that is offered. */
function handTask(draft: Draft, { taskId, department, responsible }: Task, to: StaffRef): void {
  patchTask(draft, taskId, { responsible: to, status: 'OFFERED' });
  cancelClocks(draft, ['TASK_ACCEPT'], taskId);
  startClock(draft, { id: 'TASK_ACCEPT', taskId });
  happened(draft, 'task-transferred', { taskId, from: responsible.staffNo, to: to.staffNo });
  const told = { taskId, department, staffNo: to.staffNo, window: 'TASK_ACCEPT' };
  tellStaff(draft, { kind: 'staff', staffNo: to.staffNo }, 'task-transferred', told);
  tellStaff(draft, leadOf(draft), 'task-transferred', told);
}

const complete: TaskRule<'task-complete'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['OFFERED', 'ACCEPTED'],
  apply: (draft, task) => {
    patchTask(draft, task.taskId, { status: 'DONE' });
    stopClocks(draft, ['TASK_ACCEPT', 'MILESTONE'], task.taskId);
    happened(draft, 'task-completed', { taskId: task.taskId });
    tellLead(draft, task, 'DONE');
  },
};

const extend: TaskRule<'task-extend'> = {
  who: isSupervisor,
  whoMay: { zh: '主管', en: 'a supervisor' },
  from: ['OFFERED', 'ACCEPTED', 'REFUSED'],
  check: (state, task, { payload: { dueAt } }) => {
    const limitAt = tickingClock(state, [...RESOLVE_CLOCKS, 'REASSESS'])?.plan?.dueAt ?? null;
    if (dueAt > task.milestoneAt && (limitAt === null || dueAt <= limitAt)) return null;
    return {
      code: 'date-not-allowed',
      detail: { zh: '里程碑不能改到该日期。', en: 'The milestone cannot be moved there.' },
      errors: [
        {
          pointer: '/until',
          expected: workdayWithin(task.milestoneAt, limitAt),
        },
      ],
    };
  },
  apply: (draft, task, { payload: { dueAt } }) => {
    moveMilestone(draft, task, dueAt);
    happened(draft, 'task-extended', { taskId: task.taskId, from: task.milestoneAt, dueAt });
    tellStaff(draft, { kind: 'staff', staffNo: task.responsible.staffNo }, 'limit-moved', {
      taskId: task.taskId,
      dueAt,
    });
  },
};

export const TASK_RULES: TaskRules = {
  'task-take-over': takeOver,
  'task-refuse': {
    who: isResponsible,
    whoMay: RESPONSIBLE,
    from: ['OFFERED'],
    check: refuseSecondReturn,
    apply: (draft, task) => giveBack(draft, task, 'task-refused', {}),
  },
  'task-send-back': sendBack,
  'task-transfer': transfer,
  'task-complete': complete,
  'task-extend': extend,
  'task-cancel': {
    who: isSupervisor,
    whoMay: { zh: '主管', en: 'a supervisor' },
    from: ['OFFERED', 'ACCEPTED', 'REFUSED'],
    apply: (draft, task) => {
      cancelTask(draft, task);
      if (!draft.state.tasks.some(({ status }) => status === 'REFUSED')) stopClocks(draft, ['COORDINATION_PLAN']);
      happened(draft, 'task-cancelled', { taskId: task.taskId });
    },
  },
};

/** Closing the ticket leaves no task open behind it. */
export function cancelOpenTasks(draft: Draft): void {
  for (const task of draft.state.tasks.filter(isTaskOpen)) {
    cancelTask(draft, task);
    cancelClocks(draft, ['TASK_ACCEPT', 'MILESTONE'], task.taskId);
  }
}
