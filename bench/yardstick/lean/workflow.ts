import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './worker.ts';
import { STEPS } from './names.ts';

const { write } = proxyLocalActivities<Activities>({ startToCloseTimeout: '3s' });

export const step = defineUpdate<number, [number]>('step');

/** The least that keeps a ticket as a workflow: one timer for its whole life, one write for each step, no rules. */
export async function life(id: string): Promise<void> {
  let done = 0;
  setHandler(step, async (number) => {
    await write(id, number);
    done += 1;
    return done;
  });
  await condition(() => done === STEPS, '7 days');
}
