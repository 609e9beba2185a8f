import type { Bench } from '../bench.ts';

const LOOK_EVERY_MS = 100;
const LIMIT_MS = 180_000;
/** Looking at each would weigh more than what is measured. */
const LOOK_AT_EVERY = 25;

/** Resolves when every opened ticket has been told to Temporal. */
export async function backlogTold({ db }: Bench): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const row = await db.selectFrom('outbox').select('id').limit(1).executeTakeFirst();
    if (row === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`the outbox is not empty after ${LIMIT_MS / 1000} s`);
}

/** Waits until the clocks of these tickets run in Temporal. @returns when the last of them was armed. */
export async function allArmed(bench: Bench, tickets: readonly string[]): Promise<number> {
  await backlogTold(bench);
  let last = 0;
  const looked = tickets.filter((_, position) => position % LOOK_AT_EVERY === 0 || position === tickets.length - 1);
  for (const ticketNo of looked) last = Math.max(last, await bench.engine.armedAt(ticketNo));
  return last;
}
