import type { Actor } from '../../contracts/people.ts';
import type { TaskAnswer, TaskItemAnswer } from '../../contracts/schemas/task.ts';
import type { TaskItemRow } from '../../db/repositories/reading/parts.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import { allowedTaskCommands } from '../../domain/ticket/allowed.ts';
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

export function renderTaskItem(row: TaskItemRow, actor: Actor): TaskItemAnswer {
  return {
    ...renderTask(row),
    ticketNo: row.ticket_no,
    subject: row.subject,
    allowedCommands: allowedTaskCommands(row.state, actor, row.task_id),
  };
}
