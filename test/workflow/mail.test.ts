import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { people } from '../support/desk.ts';
import { Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

test('mail that cannot be sent for good holds up no ticket', async () => {
  const sending = vi.spyOn(rig.stage.mailed, 'push');
  onTestFinished(() => sending.mockRestore());
  sending.mockImplementation(() => {
    throw ApplicationFailure.nonRetryable('nobody has this address');
  });
  await rig.startOn('Mon', '10:00');
  const story = await rig.open({ category: 'ORD.PAY.FAILED', channel: 'email' });
  await story.do('take-over', people.pay, {});
  await story.do('answer', people.pay, {});
  await expect.poll(() => sending.mock.calls.length).toBeGreaterThan(0);
  await story.do('accept', people.customer, {});
  expect(story.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'CONFIRMED' });
});
