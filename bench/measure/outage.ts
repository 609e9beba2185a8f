import type { Bench } from '../bench.ts';
import { backlogTold } from './backlog.ts';
import { load, type Rate } from './load.ts';

export interface Outage extends Rate {
  /** From Temporal's return until it knows every ticket opened without it. */
  readonly caughtUpSeconds: number;
  /** Until a command was answered 503. */
  readonly leftOpenMs: number;
}

/** Opens tickets while the Temporal server is frozen; it runs again in any case. */
export async function measureOutage(bench: Bench): Promise<Outage> {
  const { temporal } = bench.pids();
  if (temporal === null) throw new Error('Temporal is not ours to stop');
  const ticketNo = await bench.desk.open();
  await backlogTold(bench);
  process.kill(temporal, 'SIGSTOP');
  let rate: Rate;
  let leftOpenMs: number;
  try {
    leftOpenMs = await bench.desk.leftOpen(ticketNo);
    rate = await load({ callers: 16, ...bench.plan.openLimit }, () => bench.desk.open());
  } finally {
    process.kill(temporal, 'SIGCONT');
  }
  const backAt = performance.now();
  await backlogTold(bench);
  return { ...rate, leftOpenMs, caughtUpSeconds: (performance.now() - backAt) / 1000 };
}
