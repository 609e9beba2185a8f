import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import type { Incidents } from '../../activities/answerFollowers.ts';
import type { Activities } from '../../activities/index.ts';

/**
 * Local, since it is one short transaction for every decision, and history events are what a ticket costs.
 * Retried for ever: a decision that cannot be written has not happened, and PostgreSQL comes back.
 * Longer pauses than two seconds become durable timers, so a worker is not held up by them.
 */
const UNTIL_POSTGRES_ANSWERS = {
  startToCloseTimeout: '3s',
  localRetryThreshold: '2s',
  retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '15s' },
} as const;

export const { record } = proxyLocalActivities<Pick<Activities, 'record'>>({
  ...UNTIL_POSTGRES_ANSWERS,
  summary: 'write the decision',
});

/** What cannot be read is not known yet. */
export const { recordedSince } = proxyLocalActivities<Pick<Activities, 'recordedSince'>>({
  ...UNTIL_POSTGRES_ANSWERS,
  summary: 'read what stands',
});

/** A short lookup; without it a limit stays unanswered, so it is tried until PostgreSQL answers. */
export const { route } = proxyActivities<Pick<Activities, 'route'>>({
  startToCloseTimeout: '5s',
  retry: { maximumInterval: '30s' },
  summary: 'who takes it',
});

/** Mail servers rest for hours, not for days. What a longer pause leaves behind is tried once more (`activities/lateMail.ts`), then marked as failed. */
export const { notify } = proxyActivities<Pick<Activities, 'notify'>>({
  taskQueue: TASK_QUEUES.notifications,
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' },
  summary: 'tell by e-mail',
});

/** Hundreds of tickets one after the other, each within a caller's patience; what did not answer is tried again, the rest knows it has its answer. */
export const { answerFollowers, catchUp, releaseFollowers } = proxyActivities<Incidents>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'the incident’s answer',
});
