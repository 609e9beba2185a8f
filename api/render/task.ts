import { TASK_COMMANDS } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { TaskAnswer, TaskItemAnswer } from '../../contracts/schemas/task.ts';
import type { TaskItemRow } from '../../db/repositories/reading/parts.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import { TASK_RULES } from '../../domain/ticket/commands/tasks.ts';
import { shownDay } from './instant.ts';

export function renderTask(row: TicketRow['tasks'][number] | TaskItemRow): TaskAnswer {
  return {
    taskId: row.task_id,
    department: row.department,
    responsible: row.responsible,
    deliverable: row.deliverable,
    milestoneOn: shownDay(row.milestone_at),
    status: row.status,
    result: row.result,
  };
}

/** What this actor could do with the task now, spelt as in the URL. */
function allowedTaskCommands(row: TaskItemRow, actor: Actor): string[] {
  const task = row.state.tasks.find((candidate) => candidate.taskId === row.task_id);
  if (task === undefined || !isOpen(row.state.status)) return [];
  return TASK_COMMANDS.filter((name) => {
    const rule = TASK_RULES[`task-${name}`];
    return rule.who(task, actor) && rule.from.includes(task.status);
  });
}

export function renderTaskItem(row: TaskItemRow, actor: Actor): TaskItemAnswer {
  return {
    ...renderTask(row),
    ticketNo: row.ticket_no,
    subject: row.subject,
    allowedCommands: allowedTaskCommands(row, actor),
  };
}
