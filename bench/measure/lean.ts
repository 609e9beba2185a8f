import { NAMESPACE } from '../../engine/temporal.ts';
import type { Bench } from '../bench.ts';
import { HttpCaller } from '../http.ts';
import { workflowIdOf } from '../yardstick/lean/names.ts';
import { firstWordOf, startCompanion } from './companion.ts';
import { liveRow, openRow } from './companionLife.ts';
import { load, type Rate } from './load.ts';
import { measureOpens, type Opens } from './opens.ts';
import { cpuSeconds, difference, type PerProcess, times } from './usage.ts';

/** The least a desk on Temporal could do: the row, a workflow with one timer, an update with one local activity for each step. */
export interface Lean {
  readonly opens: readonly Opens[];
  readonly lives: readonly (Rate & { readonly cpuMsPerLife: PerProcess })[];
}

export async function measureLean(bench: Bench): Promise<Lean> {
  const { plan, databaseUrl, temporalAddress } = bench;
  const env = { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: NAMESPACE };
  const worker = startCompanion('lean/worker.ts', env);
  const server = startCompanion('lean/server.ts', env);
  try {
    const [port] = await Promise.all([firstWordOf(server), firstWordOf(worker)]);
    const http = new HttpCaller(`http://127.0.0.1:${String(port)}`);
    const pids = () => ({ ...bench.pids(), api: server.pid ?? null, worker: worker.pid ?? null });
    const opens: Opens[] = [];
    const lives: Lean['lives'][number][] = [];
    await load({ callers: 4, forMs: 4000, count: 40 }, () => liveRow(http));
    for (const callers of [1, 16]) {
      opens.push(await measureOpens(bench, callers, { pids, open: async () => workflowIdOf(await openRow(http)) }));
    }
    for (const callers of [1, 8]) {
      const before = cpuSeconds(pids());
      const rate = await load({ callers, ...plan.lifeLimit }, () => liveRow(http));
      const used = difference(cpuSeconds(pids()), before);
      lives.push({ ...rate, cpuMsPerLife: times(used, 1000 / rate.done) });
    }
    http.close();
    return { opens, lives };
  } finally {
    server.kill('SIGKILL');
    worker.kill('SIGKILL');
  }
}
