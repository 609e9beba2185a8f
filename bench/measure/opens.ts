import type { Bench } from '../bench.ts';
import { allArmed } from './backlog.ts';
import { load, type Rate } from './load.ts';
import { cpuSeconds, difference, type PerProcess, times } from './usage.ts';

export interface Opens extends Rate {
  /** Tickets whose clocks run in Temporal, in each second from the first request to the last timer. */
  readonly armedPerSecond: number;
  readonly cpuMsPerOpen: PerProcess;
}

/** Opens tickets, then waits until their clocks run: both belong to what an opening costs. */
export async function measureOpens(bench: Bench, callers: number): Promise<Opens> {
  const tickets: string[] = [];
  const before = cpuSeconds(bench.pids());
  const begin = Date.now();
  const rate = await load({ callers, ...bench.plan.openLimit }, async () => tickets.push(await bench.desk.open()));
  const lastArmedAt = await allArmed(bench, tickets);
  const used = difference(cpuSeconds(bench.pids()), before);
  return {
    ...rate,
    armedPerSecond: rate.done / ((lastArmedAt - begin) / 1000),
    cpuMsPerOpen: times(used, 1000 / rate.done),
  };
}
