import { setTimeout as pause } from 'node:timers/promises';

/** How long a workflow and its activities may take for what was set off. */
export const SETTLE_MS = 5_000;
/** How long what was set off just before may still be on its way. */
export const EXPECT_MS = 1_500;
const LOOK_EVERY_MS = 15;

/** Waits until it is so; afterwards, in vain. */
export async function until(isSo: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo()) && Date.now() < end) await pause(LOOK_EVERY_MS);
}
