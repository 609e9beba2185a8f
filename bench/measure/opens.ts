import type { Bench } from '../bench.ts';
import { allArmed } from './backlog.ts';
import { load, type Rate } from './load.ts';
import { cpuSeconds, difference, type MeasuredPids, type PerProcess, times } from './usage.ts';

export interface Opens extends Rate {
  /** Tickets whose clocks run in Temporal, in each second from the first request to the last timer. */
  readonly armedPerSecond: number;
  readonly cpuMsPerOpen: PerProcess;
}

/** A service that opens tickets, and its processes. */
export interface Opening {
  readonly pids: () => MeasuredPids;
  /** @returns the id of the ticket's workflow. */
  readonly open: () => Promise<string>;
}

/** Opens tickets, then waits until their clocks run: both belong to what an opening costs. */
export async function measureOpens(bench: Bench, callers: number, { pids, open }: Opening): Promise<Opens> {
  const tickets: string[] = [];
  const before = cpuSeconds(pids());
  const begin = Date.now();
  const rate = await load({ callers, ...bench.plan.openLimit }, async () => tickets.push(await open()));
  const lastArmedAt = await allArmed(bench, tickets);
  const used = difference(cpuSeconds(pids()), before);
  return {
    ...rate,
    armedPerSecond: rate.done / ((lastArmedAt - begin) / 1000),
    cpuMsPerOpen: times(used, 1000 / rate.done),
  };
}
