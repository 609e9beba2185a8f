import { type Spread, spreadOf } from './spread.ts';

export interface Limit {
  readonly callers: number;
  readonly forMs: number;
  readonly count: number;
}

export interface Rate extends Spread {
  readonly callers: number;
  readonly done: number;
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly seconds: number;
  readonly perSecond: number;
}

/** Lets so many callers work at once, each its next piece as soon as the last is done, until time or count run out. @throws when nothing succeeds. */
export async function load(limit: Limit, work: () => Promise<unknown>): Promise<Rate> {
  const latencies: number[] = [];
  const failures: string[] = [];
  const begin = performance.now();
  let left = limit.count;
  const caller = async (): Promise<void> => {
    while (left > 0 && performance.now() - begin < limit.forMs) {
      left -= 1;
      const start = performance.now();
      try {
        await work();
        latencies.push(performance.now() - start);
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: limit.callers }, caller));
  if (latencies.length === 0) throw new Error(`nothing succeeded: ${failures[0] ?? 'nothing was tried'}`);
  const seconds = (performance.now() - begin) / 1000;
  return {
    callers: limit.callers,
    done: latencies.length,
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    seconds,
    perSecond: latencies.length / seconds,
    ...spreadOf(latencies),
  };
}
