import type { CommandOf, TaskCommandPayloads } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { TaskStatus } from '../../../contracts/ticket.ts';
import { cancelClocks, RESOLVE_CLOCKS, stopClocks, tickingClock } from '../clockwork.ts';
import { type Draft, happened, SUPERVISORS, tellStaff } from '../draft.ts';
import type { Task, TicketState } from '../state.ts';
import { cancelTask, isTaskOpen, moveMilestone, patchTask } from './coordination.ts';
import { isStaff } from './who.ts';

type TaskCommand = keyof TaskCommandPayloads;

/** As a command's rule, but judged for one task of the plan. */
export interface TaskRule<Name extends TaskCommand> {
  readonly who: (task: Task, actor: Actor) => boolean;
  readonly whoMay: string;
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
const RESPONSIBLE = "the task's responsible person or a specialist of its department";

/** Who leads the plan hears of each answer. */
function tellLead(draft: Draft, task: Task, status: TaskStatus): void {
  const lead = draft.state.lead;
  const to = lead === null ? SUPERVISORS : ({ kind: 'staff', staffNo: lead.staffNo } as const);
  tellStaff(draft, to, 'task-answered', { taskId: task.taskId, department: task.department, status });
}

const takeOver: TaskRule<'task-take-over'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['OFFERED'],
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

/** Refused and sent back alike: the supervisor has to plan this part anew. */
function giveBack(draft: Draft, task: Task, event: 'task-refused' | 'task-sent-back'): void {
  patchTask(draft, task.taskId, { status: 'REFUSED' });
  stopClocks(draft, ['TASK_ACCEPT'], task.taskId);
  happened(draft, event, { taskId: task.taskId });
  tellLead(draft, task, 'REFUSED');
  tellStaff(draft, SUPERVISORS, 'task-answered', {
    taskId: task.taskId,
    department: task.department,
    status: 'REFUSED',
  });
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
  whoMay: 'a supervisor',
  from: ['OFFERED', 'ACCEPTED', 'REFUSED'],
  check: (state, task, { payload: { dueAt } }) => {
    const limitAt = tickingClock(state, RESOLVE_CLOCKS)?.plan?.dueAt ?? null;
    if (dueAt > task.milestoneAt && (limitAt === null || dueAt <= limitAt)) return null;
    return {
      code: 'date-not-allowed',
      detail: 'The milestone cannot be moved there.',
      errors: [
        {
          pointer: '/until',
          expected: `a workday after ${task.milestoneAt} and not after the ticket's limit ${limitAt ?? ''}`.trim(),
        },
      ],
    };
  },
  apply: (draft, task, { payload: { dueAt } }) => {
    moveMilestone(draft, task, dueAt);
    happened(draft, 'task-extended', { taskId: task.taskId, dueAt });
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
    apply: (draft, task) => giveBack(draft, task, 'task-refused'),
  },
  'task-send-back': {
    who: isResponsible,
    whoMay: RESPONSIBLE,
    from: ['ACCEPTED'],
    apply: (draft, task) => giveBack(draft, task, 'task-sent-back'),
  },
  'task-complete': complete,
  'task-extend': extend,
  'task-cancel': {
    who: isSupervisor,
    whoMay: 'a supervisor',
    from: ['OFFERED', 'ACCEPTED', 'REFUSED'],
    apply: (draft, task) => {
      cancelTask(draft, task);
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
