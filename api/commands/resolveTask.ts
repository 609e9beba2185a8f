import type { CommandOf, TaskCommandName, TaskCommandPayloads } from '../../contracts/commands.ts';
import type { TaskId } from '../../contracts/ids.ts';
import type { TaskCommandBodies } from '../../contracts/schemas/task.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { latestMeasure } from '../../domain/clocks/planning/limits.ts';
import { type Resolved, staffNamed, type Surroundings, workdayEnd } from './context.ts';

type WireName<Name extends TaskCommandName> = `task-${Name}`;

type Resolvers = {
  readonly [Name in TaskCommandName]: (
    body: TaskCommandBodies[Name],
    task: TaskSurroundings,
  ) => Resolved<TaskCommandPayloads[WireName<Name>]> | Promise<Resolved<TaskCommandPayloads[WireName<Name>]>>;
};

interface TaskSurroundings extends Pick<Surroundings, 'db'> {
  readonly taskId: TaskId;
  readonly calendar: Calendar;
}

export type TaskCommand = CommandOf<keyof TaskCommandPayloads>;

/** How the body of each command on a task becomes its payload. */
export const RESOLVE_TASK: Resolvers = {
  'take-over': (_body, { taskId }) => ({ payload: { taskId }, text: null }),
  refuse: ({ reason }, { taskId }) => ({ payload: { taskId }, text: { reason } }),
  'send-back': ({ reason, code = 'OTHER' }, { taskId }) => ({ payload: { taskId, code }, text: { reason } }),
  transfer: async ({ to, reason }, { taskId, db }) => ({
    payload: { taskId, to: await staffNamed(to, '/to', { db }) },
    text: { reason },
  }),
  complete: ({ result }, { taskId }) => ({ payload: { taskId }, text: { result } }),
  extend: ({ until, reason }, { taskId, calendar }) => ({
    payload: {
      taskId,
      dueAt: workdayEnd(until, '/until', calendar),
      latestMeasureAt: latestMeasure(new Date().toISOString(), calendar),
    },
    text: { until, reason },
  }),
  cancel: ({ reason }, { taskId }) => ({ payload: { taskId }, text: { reason } }),
};
