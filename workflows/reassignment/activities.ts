import { proxyActivities } from '@temporalio/workflow';
import type { Reassignments } from '../../activities/reassign.ts';

/** Some dozen tickets, each within a caller's patience; what did not answer is tried again, the rest knows that it was given. */
export const { reassignTickets } = proxyActivities<Reassignments>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'his tickets to others',
});
