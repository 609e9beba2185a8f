import type { Words } from '../../../contracts/words.ts';
import type { CommandOf, TaskCommandPayloads } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { TaskStatus } from '../../../contracts/ticket.ts';
import { DEPARTMENT_NAMES } from '../../catalog/departments.ts';
import { limitOfPlan, stopClocks } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { workdayWithin } from '../expected.ts';
import type { Task, TicketState } from '../state.ts';
import { isStaff } from '../people/who.ts';
import { isToBePlanned } from '../waiting.ts';
import { cancelTask, moveMilestone, patchTask, unlessMissed } from '../plan.ts';
import { tellMeasuresChange } from './measures.ts';
import { giveBack, handTask, mayBeHanded, otherTaskOf, tellLead } from './taskHands.ts';
import { taskStands } from './taskStands.ts';
import { measuresRun } from '../underDispute.ts';

type TaskCommand = keyof TaskCommandPayloads;

/** As a command's rule, but judged for one task of the plan. */
export interface TaskRule<Name extends TaskCommand> {
  readonly who: (task: Task, actor: Actor) => boolean;
  readonly whoMay: Words;
  readonly from: readonly TaskStatus[];
  /** What else stands against it now, whatever it would bring; 409. */
  readonly barred?: (state: TicketState, task: Task, actor: Actor) => Refusal | null;
  readonly check?: (state: TicketState, task: Task, asked: Asked<Name>) => Refusal | null;
  readonly apply: (draft: Draft, task: Task, command: CommandOf<Name>) => void;
}

/** A command and when it is judged. */
type Asked<Name extends TaskCommand> = CommandOf<Name> & { readonly at: Instant };

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

const takeOver: TaskRule<'task-take-over'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['OFFERED'],
  barred: (state, task, actor) => {
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

/** Refused or sent back, the department has had its say about this ticket. */
function countReturn(draft: Draft, { department }: Task): void {
  change(draft, { sentBackBy: [...draft.state.sentBackBy, department] });
}

/** A department gives back once: what the supervisor plans for it after that is its own. */
function refuseSecondReturn(state: TicketState, task: Task): Refusal | null {
  if (!state.sentBackBy.includes(task.department)) return null;
  return {
    code: 'state-conflict',
    detail: {
      zh: `${DEPARTMENT_NAMES[task.department].zh}已拒绝或退回过 ${state.ticketNo} 的工作一次；归属已由主管判定。`,
      en: `${task.department} has refused or sent back work on ${state.ticketNo} once already; whose it is, the supervisor has decided.`,
    },
  };
}

const sendBack: TaskRule<'task-send-back'> = {
  who: isResponsible,
  whoMay: RESPONSIBLE,
  from: ['ACCEPTED'],
  barred: refuseSecondReturn,
  apply: (draft, task, { payload: { code = 'OTHER' } }) => {
    countReturn(draft, task);
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
            zh: `${DEPARTMENT_NAMES[task.department].zh}的另一名工作人员，在协同方案内尚无任务，且工单不针对其本人`,
            en: `another staff member of ${task.department}, whom the plan has not given a task already and whom the ticket is not about`,
          },
        },
      ],
    };
  },
  apply: (draft, task, { payload: { to } }) => handTask(draft, task, to),
};

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

const AT_THE_LIMIT: Words = {
  zh: '不能再延：时间节点已在协同方案的时限当日',
  en: 'none: the milestone is at the limit of the plan already',
};

const extend: TaskRule<'task-extend'> = {
  who: isSupervisor,
  whoMay: { zh: '主管', en: 'a supervisor' },
  // What was refused is nobody's to do: it is planned anew, with a date of its own.
  from: ['OFFERED', 'ACCEPTED'],
  check: (state, task, { payload: { dueAt, latestMeasureAt = null }, at }) => {
    const limitAt = measuresRun(state) ? latestMeasureAt : (limitOfPlan(state)?.plan?.dueAt ?? null);
    const latest = unlessMissed(limitAt, at);
    const earliest = task.milestoneAt > at ? task.milestoneAt : at;
    if (dueAt > earliest && (latest === null || dueAt <= latest)) return null;
    return {
      code: 'date-not-allowed',
      detail: { zh: '时间节点不能改到该日期。', en: 'The milestone cannot be moved there.' },
      errors: [
        {
          pointer: '/until',
          expected: latest !== null && latest <= earliest ? AT_THE_LIMIT : workdayWithin(earliest, latest),
        },
      ],
    };
  },
  apply: (draft, task, { payload: { dueAt } }) => {
    const { taskId, responsible, milestoneAt: from } = task;
    moveMilestone(draft, task, dueAt);
    happened(draft, 'task-extended', { taskId, from, dueAt });
    const told = { taskId, from, milestoneAt: dueAt };
    for (const { staffNo } of [responsible, draft.state.lead ?? responsible])
      tellStaff(draft, { kind: 'staff', staffNo }, 'task-moved', told);
    if (measuresRun(draft.state)) tellMeasuresChange(draft, 'measure-extended');
    else tellCustomer(draft, 'task-moved', told);
  },
};

export const TASK_RULES: TaskRules = {
  'task-take-over': takeOver,
  'task-refuse': {
    who: isResponsible,
    whoMay: RESPONSIBLE,
    from: ['OFFERED'],
    barred: refuseSecondReturn,
    apply: (draft, task) => {
      countReturn(draft, task);
      giveBack(draft, task, 'task-refused', {});
    },
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
      if (!isToBePlanned(draft.state)) stopClocks(draft, ['COORDINATION_PLAN']);
      happened(draft, 'task-cancelled', { taskId: task.taskId });
      if (draft.state.lead?.staffNo !== task.responsible.staffNo) tellLead(draft, task, 'CANCELLED');
      tellMeasuresChange(draft, 'measure-ended');
    },
  },
};
