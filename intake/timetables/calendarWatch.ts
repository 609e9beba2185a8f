import type { Client } from '@temporalio/client';
import { TASK_QUEUES } from '../../contracts/ids.ts';
import type { calendarWatch } from '../../workflows/calendarWatch/workflow.ts';
import { type Log, SILENT } from '../ports.ts';

const PATIENCE_MS = 3_000;

/** Sees that the calendar is looked at each morning. */
export interface CalendarWatch {
  /** Starts the watch unless it runs, also where it was ended by force. Never rejects. */
  ensure(): Promise<void>;
}

export function createCalendarWatch(client: Client, logger: Log = SILENT): CalendarWatch {
  return {
    ensure: async () => {
      try {
        await client.withDeadline(Date.now() + PATIENCE_MS, () =>
          client.workflow.start<typeof calendarWatch>('calendarWatch', {
            taskQueue: TASK_QUEUES.tickets,
            workflowId: 'kefu-calendar-watch',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            workflowIdConflictPolicy: 'USE_EXISTING',
            staticSummary: 'each morning: is a notice of days off missing?',
            args: [],
          }),
        );
      } catch (error) {
        logger.warn({ error: String(error) }, 'the watch on the calendar is not started yet');
      }
    },
  };
}
