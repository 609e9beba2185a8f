import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { parseTaskId } from '../../contracts/ids.ts';
import { TASK_COMMANDS, type TaskCommandName } from '../../contracts/commands.ts';
import type { Principal } from '../../contracts/people.ts';
import {
  TASK_COMMAND_BODIES,
  taskItemSchema,
  taskPageSchema,
  taskParamsSchema,
  taskQuerySchema,
} from '../../contracts/schemas/task.ts';
import { findTask, listTasks, type TaskItemRow } from '../../db/repositories/reading/parts.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { TASK_RULES } from '../../domain/ticket/commands/tasks.ts';
import { ruleWords } from '../commands/ruleWords.ts';
import { attempted } from '../commands/attempted.ts';
import { runTaskCommand, type TaskCommandRequest } from '../commands/taskCommand.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { actorOf } from '../http/principal.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { STAFF_READERS } from '../http/who.ts';
import { renderTaskItem } from '../render/task.ts';
import { expectedVersionIn } from './ticketCommands.ts';

async function taskFor(deps: ApiDeps, principal: Principal, taskId: string): Promise<TaskItemRow> {
  const id = parseTaskId(taskId);
  const row = id === null ? null : await findTask(deps.db, readScopeOf(principal), id.taskId);
  if (row === null) throw notFound();
  return row;
}

function commandRoute<Name extends TaskCommandName>(routes: Routes, deps: ApiDeps, name: Name): void {
  const { whoMay, from } = TASK_RULES[`task-${name}` as const];
  routes.post({
    path: `/v1/tasks/{taskId}/${name}`,
    tag: 'tasks',
    summary: `${name} (task)`,
    description: ruleWords(whoMay, { zh: from.join('、'), en: from.join(', ') }),
    who: STAFF_READERS,
    params: taskParamsSchema,
    body: TASK_COMMAND_BODIES[name],
    precondition: true,
    answers: { 200: { description: 'The task after it', schema: taskItemSchema } },
    handler: async ({ req, principal, params, body, once }) => {
      const row = await taskFor(deps, principal, params.taskId);
      const { updateId } = once;
      const expectedVersion = expectedVersionIn(row.state, req, actorOf(principal));
      // The schema of this name makes the body of this name; the compiler keeps the two apart while the name is open.
      const request = { name, body, principal, state: row.state, taskId: row.task_id, updateId, expectedVersion };
      const { state, taskId } = request;
      const trial = { ticketNo: state.ticketNo, command: name, taskId, actor: actorOf(principal) };
      await attempted(deps, trial, () => runTaskCommand(deps, request as unknown as TaskCommandRequest<Name>));
      const after = await taskFor(deps, principal, row.task_id);
      return { status: 200, body: renderTaskItem(after, actorOf(principal)) };
    },
  });
}

export function taskRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tasks',
    tag: 'tasks',
    summary: 'Department tasks, the nearest milestone first',
    who: STAFF_READERS,
    query: taskQuerySchema,
    answers: { 200: { description: 'A page of tasks', schema: taskPageSchema } },
    handler: async ({ principal, query }) => {
      const { status, department, responsible } = query;
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('tasks', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), taskId: textPart(parts[1]) };
      const filter = { status, department, responsible };
      const rows = await listTasks(deps.db, readScopeOf(principal), { filter, after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('tasks', [last.milestone_at.toISOString(), last.task_id]) : null;
      const actor = actorOf(principal);
      return { status: 200, body: { items: shown.map((row) => renderTaskItem(row, actor)), nextCursor } };
    },
  });
  for (const name of TASK_COMMANDS) commandRoute(routes, deps, name);
}
