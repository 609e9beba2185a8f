import type { PlannedTask, TicketCommandPayloads } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { planClock } from '../../domain/clocks/plan.ts';
import { tickingClock } from '../../domain/ticket/clockwork.ts';
import { type Resolved, staffNamed, type Surroundings, workdayEnd } from './context.ts';

/** The ticket's own limit under this plan: RESOLVE_MULTI from the same start as soon as two departments share it. */
async function latestMilestone(
  tasks: readonly PlannedTask[],
  { state, timetables }: Surroundings,
): Promise<Instant | null> {
  const running = tickingClock(state, ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX', 'RESOLVE_MULTI']);
  if (running === undefined) return null;
  const several = new Set(tasks.map((task) => task.department)).size > 1;
  return planClock({ ...running, id: several ? 'RESOLVE_MULTI' : running.id }, await timetables.of(running.timetable))
    .dueAt;
}

/** Throws `unknown-staff` and `date-not-allowed` where the plan names what there is not. */
export async function plan(
  body: TicketCommandBodies['coordinate'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['coordinate']>> {
  const lead = body.lead === undefined ? null : await staffNamed(body.lead, '/lead', around);
  const tasks: PlannedTask[] = [];
  for (const [position, task] of body.tasks.entries()) {
    const at = `/tasks/${position}`;
    tasks.push({
      department: task.department,
      responsible: await staffNamed(task.responsible, `${at}/responsible`, around),
      milestoneAt: workdayEnd(task.milestoneOn, `${at}/milestoneOn`, around.timetable.calendar),
    });
  }
  const words = body.tasks.map(({ deliverable }) => ({ deliverable }));
  return { payload: { lead, tasks, latestMilestoneAt: await latestMilestone(tasks, around) }, text: { tasks: words } };
}
