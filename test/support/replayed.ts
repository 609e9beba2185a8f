import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import { keepHistory, type WorkflowFolder } from './histories.ts';

/** What a workflow did, done again: any difference fails. With a name it is kept for later releases. */
export async function replayed(
  handle: WorkflowHandle,
  kept: { name: string; folder: WorkflowFolder } | null,
): Promise<void> {
  const history = await handle.fetchHistory();
  if (kept !== null) keepHistory(kept.name, history, kept.folder);
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  await expect(Worker.runReplayHistory({ workflowBundle }, history, handle.workflowId)).resolves.toBeUndefined();
}
