import { type Kysely, sql } from 'kysely';
import type { TaskId, TicketNo } from '../../../contracts/ids.ts';
import type { TaskStatus } from '../../../contracts/ticket.ts';
import type { Department } from '../../../contracts/people.ts';
import { prepared } from '../../prepare.ts';
import type { DB } from '../../schema/rows.ts';
import { inScope, isTaskInScope, type ReadScope } from './scope.ts';

/** All clocks of a ticket, in the order in which they started. The ticket was read in a scope before. */
export function clocksOf(db: Kysely<DB>, ticketNo: TicketNo) {
  return db
    .selectFrom('clocks')
    .selectAll()
    .where('ticket_no', '=', ticketNo)
    .orderBy('started_at')
    .orderBy('position')
    .execute();
}
export type ClockRow = Awaited<ReturnType<typeof clocksOf>>[number];

/** What each task of a ticket is to deliver, by its id. The ticket was read in a scope before. */
export async function deliverablesOf(db: Kysely<DB>, ticketNo: TicketNo): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('tasks')
    .select(['task_id', 'deliverable'])
    .where('ticket_no', '=', ticketNo)
    .execute();
  return new Map(rows.map(({ task_id: taskId, deliverable }) => [taskId, deliverable]));
}

export interface TaskFilter {
  readonly status?: TaskStatus | undefined;
  readonly department?: Department | undefined;
  readonly responsible?: string | undefined;
}

function tasksIn(db: Kysely<DB>, scope: ReadScope) {
  return db
    .selectFrom('tasks')
    .innerJoin('tickets', 'tickets.ticket_no', 'tasks.ticket_no')
    .selectAll('tasks')
    .select(['tickets.subject', 'tickets.state', 'tickets.version as ticket_version'])
    .where((eb) => inScope(eb, scope));
}
export type TaskItemRow = Awaited<ReturnType<ReturnType<typeof tasksIn>['executeTakeFirstOrThrow']>>;

/** One page of tasks, the nearest milestone first. */
export async function listTasks(
  db: Kysely<DB>,
  scope: ReadScope,
  { filter, after, limit }: { filter: TaskFilter; after: { at: string; taskId: string } | null; limit: number },
): Promise<TaskItemRow[]> {
  let rows = tasksIn(db, scope).orderBy('tasks.milestone_at').orderBy('tasks.task_id').limit(limit);
  rows = rows.where((eb) => isTaskInScope(eb, scope));
  if (filter.status !== undefined) rows = rows.where('tasks.status', '=', filter.status);
  if (filter.department !== undefined) rows = rows.where('tasks.department', '=', filter.department);
  if (filter.responsible !== undefined) rows = rows.where('tasks.responsible', '=', filter.responsible);
  if (after !== null) {
    rows = rows.where(sql<boolean>`(tasks.milestone_at, tasks.task_id) > (${after.at}::timestamptz, ${after.taskId})`);
  }
  return rows.execute();
}

/** The task, or null where it does not exist or the scope does not hold its ticket. */
export async function findTask(db: Kysely<DB>, scope: ReadScope, taskId: TaskId): Promise<TaskItemRow | null> {
  return (await tasksIn(db, scope).where('tasks.task_id', '=', taskId).executeTakeFirst()) ?? null;
}

/** The words of a stored text, null where there is none. */
export async function readText(db: Kysely<DB>, textId: string | null): Promise<unknown> {
  if (textId === null) return null;
  const row = await db
    .selectFrom('texts')
    .select('body')
    .where('id', '=', textId)
    .modifyEnd(prepared('read_text'))
    .executeTakeFirst();
  return row?.body ?? null;
}
