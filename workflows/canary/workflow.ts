import { allHandlersFinished, condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { pingUpdate } from './messages.ts';

/** Lives for ever and does nothing but answer: readiness asks it, not the connection. */
export async function canary(): Promise<void> {
  setHandler(pingUpdate, () => 'pong' as const);
  await condition(() => workflowInfo().continueAsNewSuggested && allHandlersFinished());
  await continueAsNew<typeof canary>();
}
