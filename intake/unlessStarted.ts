import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';

/** Starts a workflow; one that was started before, or has ended since, is left as it is. */
export async function unlessStarted(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
