import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NAMESPACE } from '../../engine/temporal.ts';
import type { Bench } from '../bench.ts';
import { HttpCaller } from '../http.ts';
import { STEPS } from '../yardstick/lean/names.ts';
import { load, type Rate } from './load.ts';
import { cpuSeconds, difference, type PerProcess, times } from './usage.ts';

const START_LIMIT_MS = 30_000;

export interface Yardstick {
  /** The least a desk could do: one row for each ticket, in the same PostgreSQL, and no engine. */
  readonly row: {
    readonly opens: readonly (Rate & { readonly cpuMsPerOpen: PerProcess })[];
    readonly lives: readonly Rate[];
  };
  /** The least a desk on Temporal could do: the row, a workflow with one timer, an update with one local activity for each step. */
  readonly lean: readonly (Rate & { readonly cpuMsPerLife: PerProcess })[];
}

/** Two services that do less than ours, in the same run, on the same PostgreSQL and the same Temporal. */
export async function measureYardstick(bench: Bench): Promise<Yardstick> {
  const row = await measureRow(bench);
  return { row, lean: await measureLean(bench) };
}

async function measureRow({ plan, databaseUrl, pids: servicePids }: Bench): Promise<Yardstick['row']> {
  const server = start('row.ts', { DATABASE_URL: databaseUrl });
  try {
    const http = new HttpCaller(`http://127.0.0.1:${String(await said(server))}`);
    const pids = { ...servicePids(), api: server.pid ?? null };
    const opens: Yardstick['row']['opens'][number][] = [];
    const lives: Rate[] = [];
    await load({ callers: 4, forMs: 500, count: 500 }, () => live(http));
    for (const callers of [1, 16, 64]) {
      const before = cpuSeconds(pids);
      const rate = await load({ callers, ...plan.yardstickLimit }, () => http.post('/rows', { subject: '验证码' }));
      const used = difference(cpuSeconds(pids), before);
      // Temporal and the worker idle meanwhile: their seconds are not the yardstick's.
      opens.push({ ...rate, cpuMsPerOpen: times({ ...used, worker: 0, temporal: 0 }, 1000 / rate.done) });
    }
    for (const callers of [1, 8]) lives.push(await load({ callers, ...plan.yardstickLimit }, () => live(http)));
    http.close();
    return { opens, lives };
  } finally {
    server.kill('SIGKILL');
  }
}

async function measureLean({
  plan,
  databaseUrl,
  temporalAddress,
  pids: servicePids,
}: Bench): Promise<Yardstick['lean']> {
  const env = { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: NAMESPACE };
  const worker = start('lean/worker.ts', env);
  const server = start('lean/server.ts', env);
  try {
    const [port] = await Promise.all([said(server), said(worker)]);
    const http = new HttpCaller(`http://127.0.0.1:${String(port)}`);
    const pids = { ...servicePids(), api: server.pid ?? null, worker: worker.pid ?? null };
    const lives: Yardstick['lean'][number][] = [];
    await load({ callers: 4, forMs: 4000, count: 40 }, () => live(http));
    for (const callers of [1, 8]) {
      const before = cpuSeconds(pids);
      const rate = await load({ callers, ...plan.lifeLimit }, () => live(http));
      const used = difference(cpuSeconds(pids), before);
      lives.push({ ...rate, cpuMsPerLife: times(used, 1000 / rate.done) });
    }
    http.close();
    return lives;
  } finally {
    server.kill('SIGKILL');
    worker.kill('SIGKILL');
  }
}

function start(file: string, env: Readonly<Record<string, string>>): ChildProcess {
  const path = fileURLToPath(new URL(`../yardstick/${file}`, import.meta.url));
  return fork(path, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env } });
}

async function said(child: ChildProcess): Promise<unknown> {
  const [word]: unknown[] = await once(child, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) });
  return word;
}

async function live(http: HttpCaller): Promise<void> {
  const { text } = await http.post('/rows', { subject: '验证码' });
  const { id }: { id: string } = JSON.parse(text);
  for (let step = 1; step <= STEPS; step += 1) {
    const { status, text: answer } = await http.post(`/rows/${id}`, { step });
    if (status !== 200) throw new Error(`${status}: ${answer}`);
  }
}
