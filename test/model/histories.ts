import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import type { Office } from './office.ts';

/** A task that met an event just arrived is taken again; anything else is a fault of the workflow. */
const TAKEN_AGAIN = ['WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND', 1];

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
/** Of every run that was looked at. */
export const told = new Map<string, History>();

/** What went wrong in the histories of a workflow's runs, each of which is also replayed. */
export async function historyFaults({ ground }: Office, workflowId: string): Promise<string[]> {
  const faults: string[] = [];
  for (let runId: string | undefined; ;) {
    const history = await ground.handle(workflowId, runId).fetchHistory();
    told.set(`${workflowId} ${told.size + 1}`, history);
    const events = history.events ?? [];
    for (const { workflowTaskFailedEventAttributes: failed, workflowExecutionFailedEventAttributes: ended } of events) {
      if (failed && !TAKEN_AGAIN.includes(failed.cause ?? 0))
        faults.push(`task failed: ${failed.failure?.message ?? ''}`);
      if (ended) faults.push(`${workflowId} failed: ${ended.failure?.message ?? ''}`);
    }
    await Worker.runReplayHistory({ workflowBundle: { codePath: inject('workflowBundlePath') } }, history, workflowId);
    const before = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
    if (before === '') return faults;
    runId = before;
  }
}
