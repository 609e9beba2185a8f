import type { PlannedTask, TicketCommandPayloads } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { planClock } from '../../domain/clocks/plan.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { type Resolved, staffNamed, type Surroundings, workdayEnd } from './context.ts';

/** Whether more than one department works on it, which makes its limit RESOLVE_MULTI. */
export function severalDepartments(state: TicketState): boolean {
  const live = state.clocks.some((clock) => clock.id === 'RESOLVE_MULTI' && clock.status !== 'cancelled');
  return (
    live || new Set(state.tasks.filter((task) => task.status !== 'CANCELLED').map((task) => task.department)).size > 1
  );
}

/** The ticket's own limit under this plan: RESOLVE_MULTI from the same start as soon as two departments share it. */
function latestMilestone(tasks: readonly PlannedTask[], { state, calendar }: Surroundings): Instant | null {
  const running = state.clocks.find(
    ({ id, status }) =>
      (status === 'running' || status === 'paused') &&
      (id === 'RESOLVE_SIMPLE' || id === 'RESOLVE_COMPLEX' || id === 'RESOLVE_MULTI'),
  );
  if (running === undefined) return null;
  const several = new Set(tasks.map((task) => task.department)).size > 1 || running.id === 'RESOLVE_MULTI';
  return planClock({ ...running, id: several ? 'RESOLVE_MULTI' : 'RESOLVE_COMPLEX' }, calendar).dueAt;
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
      milestoneAt: workdayEnd(task.milestoneOn, `${at}/milestoneOn`, around.calendar),
    });
  }
  const words = body.tasks.map(({ deliverable }) => ({ deliverable }));
  return { payload: { lead, tasks, latestMilestoneAt: latestMilestone(tasks, around) }, text: { tasks: words } };
}
