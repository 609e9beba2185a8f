import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';

/**
 * Not local as a ticket's: reviews are few, and what is scheduled in the history is repeated until it is written,
 * so no decision is ever lost with a worker. Retried for ever: a decision that cannot be written has not happened.
 */
export const { openReview, recordReview } = proxyActivities<Pick<Activities, 'openReview' | 'recordReview'>>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '15s' },
  summary: 'write the decision',
});

/** A short lookup, tried until PostgreSQL answers. */
export const { countUpheld } = proxyActivities<Pick<Activities, 'countUpheld'>>({
  startToCloseTimeout: '5s',
  retry: { maximumInterval: '30s' },
  summary: 'count upheld complaints of the month',
});
