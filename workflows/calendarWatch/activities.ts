import { proxyActivities } from '@temporalio/workflow';
import type { CalendarLooks } from '../../activities/lookAtCalendar.ts';

/** One read and at most a few rows, tried until PostgreSQL answers. */
export const { lookAtCalendar } = proxyActivities<CalendarLooks>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '1m' },
  summary: 'is a notice of days off missing?',
});
