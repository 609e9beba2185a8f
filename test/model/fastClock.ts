import { tsToMs } from '@temporalio/common/lib/time.js';
import { workflowInfo, type WorkflowInterceptors } from '@temporalio/workflow';
import { getActivator } from '@temporalio/workflow/lib/global-attributes.js';

/** When a workflow's time began to run faster, in milliseconds; written on the workflow when it starts. */
export const FAST_SINCE_MEMO = 'modelFastSinceMs';
/** A day passes in one and a half seconds: weeks fit into a test, and a worker's loss costs a day. */
export const SPEED = 57_600;

function fastSince(): number {
  const since = workflowInfo().memo?.[FAST_SINCE_MEMO];
  if (typeof since !== 'number') throw new Error(`${workflowInfo().workflowId} does not know when it began`);
  return since;
}

/** Lets a workflow live in days that are seconds: what it reads as now, and how long it sleeps. A replay reads the same instants. */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        const { timestamp } = input.activation;
        const since = fastSince();
        if (timestamp) getActivator().now = Math.round(since + (tsToMs(timestamp) - since) * SPEED);
        next(input);
      },
    },
  ],
  outbound: [
    {
      startTimer: (input, next) => next({ ...input, durationMs: Math.max(1, Math.ceil(input.durationMs / SPEED)) }),
      startChildWorkflowExecution: (input, next) => {
        const memo = { ...input.options.memo, [FAST_SINCE_MEMO]: fastSince() };
        return next({ ...input, options: { ...input.options, memo } });
      },
    },
  ],
});
