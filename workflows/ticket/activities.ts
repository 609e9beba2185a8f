import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import type { Incidents } from '../../activities/answerFollowers.ts';
import type { Activities } from '../../activities/index.ts';

/**
 * Local, since it is one short transaction for every decision, and history events are what a ticket costs.
 * Retried for ever: a decision that cannot be written has not happened, and PostgreSQL comes back.
 * Longer pauses than two seconds become durable timers, so a worker is not held up by them.
 */
export const { record } = proxyLocalActivities<Pick<Activities, 'record'>>({
  startToCloseTimeout: '3s',
  localRetryThreshold: '2s',
  summary: 'write the decision',
  retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '15s' },
});

/** A short lookup; without it a limit stays unanswered, so it is tried until PostgreSQL answers. */
export const { route } = proxyActivities<Pick<Activities, 'route'>>({
  startToCloseTimeout: '5s',
  retry: { maximumInterval: '30s' },
  summary: 'who takes it',
});

/** Mail servers rest for hours, not for days: after a day the notice is marked as failed and shown. */
export const { notify } = proxyActivities<Pick<Activities, 'notify'>>({
  taskQueue: TASK_QUEUES.notifications,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' },
  summary: 'tell by mail',
});

/** Hundreds of tickets one after the other, each within a caller's patience; what did not answer is tried again, the rest knows it has its answer. */
export const { answerFollowers, catchUp, releaseFollowers } = proxyActivities<Incidents>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'the incident’s answer',
});
