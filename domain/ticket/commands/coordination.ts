import type { CommandOf } from '../../../contracts/commands.ts';
import type { Refusal } from '../../../contracts/errors.ts';
import type { Words } from '../../../contracts/words.ts';
import type { StaffRef } from '../../../contracts/people.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { stopClocks, tickingClock } from '../clockwork.ts';
import { change, type Draft, happened, tellCustomer, tellStaff } from '../draft.ts';
import { OF_THE_DEPARTMENT, workdayWithin } from '../expected.ts';
import type { TicketState } from '../state.ts';
import { isOfRound, reassessedIn } from '../people/level.ts';
import { mayPropose } from '../people/reassessing.ts';
import { isStaff, WORKS_ON_IT, worksOn } from '../people/who.ts';
import { applyPlan, isTaskOpen, mayHaveTask, samePart, unlessMissed } from '../plan.ts';
import { tellLed } from '../tellPlan.ts';
import { tellMeasuresChange } from './measures.ts';
import { replaceResolveClock } from '../resolveLimit.ts';
import type { CommandRule } from './rule.ts';
import { beginWork } from './beginning.ts';
import { tellHandedOn } from './former.ts';
import { measuresRun } from '../underDispute.ts';

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
  if (!isTold) tellLed(draft, lead);
}

/** Several departments have seven workdays from creation; a special case has its own date, an answered one no limit. */
function takesSeveralDepartments(state: TicketState): boolean {
  const departments = new Set(state.tasks.filter((task) => task.status !== 'CANCELLED').map((task) => task.department));
  return departments.size > 1 && tickingClock(state, ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX']) !== undefined;
}
