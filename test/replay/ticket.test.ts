import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { describe, expect, inject, test } from 'vitest';
import { recordedHistories } from '../support/histories.ts';

const recorded = recordedHistories();

describe('running tickets survive an upgrade: every recorded history replays', () => {
  test('there are histories to replay', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(5);
  });

  test.each(recorded)('$name', async ({ name, history }) => {
    const workflowBundle = { codePath: inject('workflowBundlePath') };
    await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).resolves.toBeUndefined();
  });

  test('and a workflow that behaves otherwise is found out', async () => {
    const workflowsPath = fileURLToPath(new URL('./tampered/workflows.ts', import.meta.url));
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    const [first] = recorded;
    if (first === undefined) throw new Error('no history is recorded');
    await expect(Worker.runReplayHistory({ workflowBundle }, first.history, first.name)).rejects.toThrow(
      /nondetermin/i,
    );
  });
});
