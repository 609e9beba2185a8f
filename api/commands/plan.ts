import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { PlannedTask } from '../../contracts/plans.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { latestMeasure, latestMilestone } from '../../domain/clocks/planning/limits.ts';
import { deliverablesOf } from '../../db/repositories/reading/parts.ts';
import { limitOfPlan } from '../../domain/ticket/clockwork.ts';
import { isTaskOpen, samePart } from '../../domain/ticket/plan.ts';
import { measuresRun } from '../../domain/ticket/underDispute.ts';
import { type Resolved, staffNamed, type Surroundings, workdayEnd } from './context.ts';

async function latestOf(tasks: readonly PlannedTask[], around: Surroundings): Promise<Instant | null> {
  const { state, timetables, timetable, now } = around;
  if (measuresRun(state)) return latestMeasure(now, timetable.calendar);
  const limit = limitOfPlan(state);
  if (limit === undefined) return null;
  const departments = tasks.map(({ department }) => department);
  return latestMilestone(limit, departments, await timetables.of(limit.timetable));
}

type TaskBody = TicketCommandBodies['coordinate']['tasks'][number];

/** Whether an open task of the plan that stands is to deliver something else: its words are stored here only. */
async function rewordingsOf({ db, state }: Surroundings): Promise<(task: TaskBody) => boolean> {
  const open = state.tasks.filter(isTaskOpen);
  const deliverables = open.length === 0 ? null : await deliverablesOf(db, state.ticketNo);
  return ({ department, responsible: staffNo, deliverable }) => {
    const kept = open.find((task) => samePart(task, { department, responsible: { staffNo } }));
    return kept !== undefined && deliverables?.get(kept.taskId) !== deliverable;
  };
}

/** Throws `unknown-staff` and `date-not-allowed` where the plan names what there is not. */
export async function plan(
  body: TicketCommandBodies['coordinate'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['coordinate']>> {
  const lead = body.lead === undefined ? null : await staffNamed(body.lead, '/lead', around);
  const tasks: PlannedTask[] = [];
  const isReworded = await rewordingsOf(around);
  for (const [position, task] of body.tasks.entries()) {
    const at = `/tasks/${position}`;
    tasks.push({
      department: task.department,
      responsible: await staffNamed(task.responsible, `${at}/responsible`, around),
      milestoneAt: workdayEnd(task.milestoneOn, `${at}/milestoneOn`, around.timetable.calendar),
      ...(isReworded(task) ? { reworded: true } : {}),
    });
  }
  const { reason } = body;
  return {
    payload: {
      lead,
      tasks,
      latestMilestoneAt: await latestOf(tasks, around),
      reasoned: reason !== undefined,
    },
    text: { tasks: body.tasks, ...(reason === undefined ? {} : { reason }) },
  };
}
