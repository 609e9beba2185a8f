import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordedHistories } from '../support/histories.ts';

describe('what a ticket did goes on as done, whatever is refused from now on', () => {
  let workflowBundle: { code: string };

  beforeAll(async () => {
    const workflowsPath = fileURLToPath(new URL('./tampered/refusing.ts', import.meta.url));
    workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  });

  // What comes amid other inputs is judged in its turn, by the rules of that day.
  const IN_TURN = ['v2-limit-with-a-command', 'v1-before-a-claim-is-withdrawn-by-nobody-on-the-behalf-of-the-buyer'];
  const judgedAsTheyCame = recordedHistories().filter(({ name }) => !IN_TURN.includes(name));

  test.each(judgedAsTheyCame)('$name', async ({ name, history }) => {
    await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).resolves.toBeUndefined();
  });
});
