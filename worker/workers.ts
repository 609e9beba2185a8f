import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Incidents } from '../activities/answerFollowers.ts';
import type { Handovers } from '../activities/handovers.ts';
import type { Activities } from '../activities/index.ts';
import type { CalendarLooks } from '../activities/lookAtCalendar.ts';
import type { Reassignments } from '../activities/reassign.ts';
import type { TimetableJobs } from '../activities/timetableJobs.ts';
import { TASK_QUEUES } from '../contracts/ids.ts';
import { workflowBundle } from './workflowBundle.ts';

/** Measured: about 140 KB for each cached ticket; a replay of the few that fall out is cheaper than the memory. */
const MAX_CACHED_TICKETS = 600;

export interface WorkersInput {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  readonly jobs: TimetableJobs;
  readonly incidents: Incidents;
  readonly handovers: Handovers;
  readonly reassignments: Reassignments;
  readonly looks: CalendarLooks;
}

/** One worker for tickets, one that only delivers, so a slow mail server never holds up a decision. */
export async function createWorkers(input: WorkersInput): Promise<readonly Worker[]> {
  const { connection, namespace, activities, jobs, incidents, handovers, reassignments, looks } = input;
  const common = { connection, namespace, shutdownGraceTime: '4s', shutdownForceTime: '5s' } as const;
  const { codePath, buildId } = await workflowBundle();
  const { notify: _elsewhere, ...onTickets } = activities;
  return Promise.all([
    Worker.create({
      ...common,
      workflowBundle: { codePath },
      // Stands twice in each step of a history: short, and not the SDK's 90 letters.
      workerDeploymentOptions: { useWorkerVersioning: false, version: { deploymentName: 'kefu', buildId } },
      taskQueue: TASK_QUEUES.tickets,
      activities: { ...onTickets, ...jobs, ...incidents, ...handovers, ...reassignments, ...looks },
      maxCachedWorkflows: MAX_CACHED_TICKETS,
      // A killed worker's tickets are taken up by the next one after this, well within a caller's patience.
      stickyQueueScheduleToStartTimeout: '2s',
    }),
    Worker.create({
      ...common,
      taskQueue: TASK_QUEUES.notifications,
      activities: { notify: activities.notify },
      maxConcurrentActivityTaskExecutions: 10,
    }),
  ]);
}
