import { proxyActivities } from '@temporalio/workflow';
import type { TimetableJobs } from '../../activities/timetableJobs.ts';

/**
 * Retried for ever, since PostgreSQL and tickets come back; a worker that is lost is missed after ten seconds.
 * What cannot be reckoned at all fails the job, and says why.
 */
export const { runJobPage } = proxyActivities<Pick<TimetableJobs, 'runJobPage'>>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '10s',
  retry: {
    initialInterval: '1s',
    backoffCoefficient: 2,
    maximumInterval: '30s',
    nonRetryableErrorTypes: ['RangeError', 'TypeError'],
  },
  summary: 'next tickets',
});

/** One short statement, tried until PostgreSQL answers. */
export const { abandonJob } = proxyActivities<Pick<TimetableJobs, 'abandonJob'>>({
  startToCloseTimeout: '5s',
  retry: { maximumInterval: '30s' },
  summary: 'ends before its last ticket',
});
