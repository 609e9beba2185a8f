import type { Bench } from '../bench.ts';
import type { HistorySize } from '../engine.ts';
import { load, type Rate } from './load.ts';
import { type Spread, spreadOf } from './spread.ts';
import { cpuSeconds, difference, type PerProcess, times } from './usage.ts';

export interface Lives extends Rate {
  /** Milliseconds of one command, all six kinds together. */
  readonly step: Spread;
  readonly stepOf: Readonly<Record<string, Spread>>;
  readonly cpuMsPerLife: PerProcess;
  readonly history: HistorySize;
}

/** Whole lives over HTTP, from the opening to the rating. */
export async function measureLives(bench: Bench, callers: number): Promise<Lives> {
  const steps = new Map<string, number[]>();
  const keep = (command: string, ms: number): void => {
    steps.set(command, [...(steps.get(command) ?? []), ms]);
  };
  const before = cpuSeconds(bench.pids());
  let last = '';
  const rate = await load({ callers, ...bench.plan.lifeLimit }, async () => {
    last = await bench.desk.live(keep);
  });
  const used = difference(cpuSeconds(bench.pids()), before);
  return {
    ...rate,
    step: spreadOf([...steps.values()].flat()),
    stepOf: Object.fromEntries([...steps].map(([command, values]) => [command, spreadOf(values)])),
    cpuMsPerLife: times(used, 1000 / rate.done),
    history: await bench.engine.historyOf(last),
  };
}
