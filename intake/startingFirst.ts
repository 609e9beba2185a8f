import { WorkflowNotStarted } from './workflowCall.ts';

/** Tells a workflow something; one that Temporal does not have is started first. Told twice is done once: both are of the same id. */
export async function startingFirst<Result>(start: () => Promise<void>, tell: () => Promise<Result>): Promise<Result> {
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof WorkflowNotStarted)) throw error;
    await start();
    return tell();
  }
}
