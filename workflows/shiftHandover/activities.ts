import { proxyActivities } from '@temporalio/workflow';
import type { Handovers } from '../../activities/handovers.ts';

/** Retried for ever, as a ticket's: a decision that cannot be written has not happened. */
export const { openHandover, recordHandover } = proxyActivities<Pick<Handovers, 'openHandover' | 'recordHandover'>>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '15s' },
  summary: 'write the decision',
});

/** One look at the tickets of those who leave, tried until PostgreSQL answers. */
export const { prepareHandover } = proxyActivities<Pick<Handovers, 'prepareHandover'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
  summary: 'put the note together',
});

/** Ticket after ticket, each within a caller's patience; what did not answer is tried again, the rest knows it was handed over. */
export const { giveHandover } = proxyActivities<Pick<Handovers, 'giveHandover'>>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'hand the tickets over',
});
