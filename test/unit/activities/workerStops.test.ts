import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { workerStops } from '../../../activities/workerStops.ts';

const stopped = async (): Promise<string> => workerStops().catch((error: unknown) => String(error));

test('an activity that asks after its worker was stopped is told at once', async () => {
  const environment = new MockActivityEnvironment();
  environment.cancel();
  expect(await environment.run(stopped)).toContain('the worker stops');
});

test('an activity that waits is told when its worker stops', async () => {
  const environment = new MockActivityEnvironment();
  const told = environment.run(stopped);
  environment.cancel();
  expect(await told).toContain('the worker stops');
});
