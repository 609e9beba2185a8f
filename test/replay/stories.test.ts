import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFastBundle, type TestBundle } from '../support/bundle.ts';
import { keptStories } from '../support/histories.ts';

const stories = keptStories();

describe('what chance made of tickets at the last release goes on after an upgrade', () => {
  let bundle: TestBundle;
  beforeAll(async () => {
    bundle = await buildFastBundle();
  });
  afterAll(() => bundle.remove());

  test('there are lives enough to meet what nobody thought of', () => {
    expect(stories.length).toBeGreaterThanOrEqual(50);
  });

  test.each(stories)('$name', async ({ name, history }) => {
    const workflowBundle = { codePath: bundle.path };
    await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).resolves.toBeUndefined();
  });
});
