import { tsToMs } from '@temporalio/common/lib/time.js';
import { workflowInfo, type WorkflowInterceptors } from '@temporalio/workflow';
import { getActivator } from '@temporalio/workflow/lib/global-attributes.js';

/** How many milliseconds a story's clock differs from the server's, written on the workflow when it starts. */
export const SHIFT_MEMO = 'scenarioShiftMs';

/**
 * Lets a ticket live at the dates of its story: the workflow reads the server's clock moved by a fixed amount.
 * Its timers are durations, so nothing else changes, and a replay reads the same instants again.
 */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        const shiftMs = workflowInfo().memo?.[SHIFT_MEMO];
        const { timestamp } = input.activation;
        if (typeof shiftMs === 'number' && timestamp) getActivator().now = tsToMs(timestamp) + shiftMs;
        next(input);
      },
    },
  ],
  outbound: [
    {
      // A review lives at the dates of its ticket's story.
      startChildWorkflowExecution: (input, next) => {
        const memo = { ...input.options.memo, [SHIFT_MEMO]: workflowInfo().memo?.[SHIFT_MEMO] };
        return next({ ...input, options: { ...input.options, memo } });
      },
    },
  ],
});
