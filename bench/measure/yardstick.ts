import type { Bench } from '../bench.ts';
import { HttpCaller } from '../http.ts';
import { firstWordOf, startCompanion } from './companion.ts';
import { liveRow } from './companionLife.ts';
import { type Lean, measureLean } from './lean.ts';
import { load, type Rate } from './load.ts';
import { cpuSeconds, difference, type PerProcess, times } from './usage.ts';

export interface Yardstick {
  /** The least a desk could do: one row for each ticket, in the same PostgreSQL, and no engine. */
  readonly row: {
    readonly opens: readonly (Rate & { readonly cpuMsPerOpen: PerProcess })[];
    readonly lives: readonly Rate[];
  };
  readonly lean: Lean;
}

/** Two services that do less than ours, in the same run, on the same PostgreSQL and the same Temporal. */
export async function measureYardstick(bench: Bench): Promise<Yardstick> {
  const row = await measureRow(bench);
  return { row, lean: await measureLean(bench) };
}

async function measureRow({ plan, databaseUrl, pids: servicePids }: Bench): Promise<Yardstick['row']> {
  const server = startCompanion('row.ts', { DATABASE_URL: databaseUrl });
  try {
    const http = new HttpCaller(`http://127.0.0.1:${String(await firstWordOf(server))}`);
    const pids = { ...servicePids(), api: server.pid ?? null };
    const opens: Yardstick['row']['opens'][number][] = [];
    const lives: Rate[] = [];
    await load({ callers: 4, forMs: 500, count: 500 }, () => liveRow(http));
    for (const callers of [1, 16, 64]) {
      const before = cpuSeconds(pids);
      const rate = await load({ callers, ...plan.yardstickLimit }, () => http.post('/rows', { subject: '验证码' }));
      const used = difference(cpuSeconds(pids), before);
      // Temporal and the worker idle meanwhile: their seconds are not the yardstick's.
      opens.push({ ...rate, cpuMsPerOpen: times({ ...used, worker: 0, temporal: 0 }, 1000 / rate.done) });
    }
    for (const callers of [1, 8]) lives.push(await load({ callers, ...plan.yardstickLimit }, () => liveRow(http)));
    http.close();
    return { opens, lives };
  } finally {
    server.kill('SIGKILL');
  }
}
