import { Worker } from '@temporalio/worker';
import { describe, expect, inject, test } from 'vitest';
import { recordedHistories } from '../support/histories.ts';

const recorded = recordedHistories('shiftHandover');

describe('hand-overs that wait survive an upgrade: every recorded history replays', () => {
  test('there are histories to replay', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(6);
  });

  test.each(recorded)('$name', async ({ name, history }) => {
    const workflowBundle = { codePath: inject('workflowBundlePath') };
    await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).resolves.toBeUndefined();
  });
});
