import type { WorkflowClientInterceptor } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

/** A task that takes longer is prolonged by another. */
const TASK_MS = 3000;
/** Longer than a task waits, and not so long that it is tried again. */
export const WRITING_MS = 2700;

/** Workflows whose tasks are prolonged while a decision is written so slowly. */
export const shortTasks: WorkflowClientInterceptor = {
  start: (input, next) => next({ ...input, options: { ...input.options, workflowTaskTimeout: msToTs(TASK_MS) } }),
};
