import { Worker } from '@temporalio/worker';
import { describe, expect, inject, test } from 'vitest';
import { recordedHistories } from '../support/histories.ts';

const recorded = recordedHistories('reassignment');

describe('re-assignments under way survive an upgrade: every recorded history replays', () => {
  test('there are histories to replay', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(3);
  });

  test.each(recorded)('$name', async ({ name, history }) => {
    const workflowBundle = { codePath: inject('workflowBundlePath') };
    await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).resolves.toBeUndefined();
  });
});
