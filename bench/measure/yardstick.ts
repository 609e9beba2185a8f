import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { HttpCaller } from '../http.ts';
import { load, type Rate } from './load.ts';
import { cpuSeconds, difference, type PerProcess, times } from './usage.ts';

const SERVER = fileURLToPath(new URL('../yardstick/server.ts', import.meta.url));
/** Of a life's seven steps, those after the opening. */
const UPDATES = 6;

export interface Yardstick {
  readonly opens: readonly (Rate & { readonly cpuMsPerOpen: PerProcess })[];
  readonly lives: readonly Rate[];
}

/** The least a desk could do, in the same run: one row for each ticket, in the same PostgreSQL, and no engine. */
export async function measureYardstick({ plan, databaseUrl, pids: servicePids }: Bench): Promise<Yardstick> {
  const server = fork(SERVER, { execArgv: ['--import', 'tsx'], env: { ...process.env, DATABASE_URL: databaseUrl } });
  try {
    const [port] = await once(server, 'message', { signal: AbortSignal.timeout(20_000) });
    const http = new HttpCaller(`http://127.0.0.1:${Number(port)}`);
    const pids = { ...servicePids(), api: server.pid ?? null };
    const opens: Yardstick['opens'][number][] = [];
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
    server.kill();
  }
}

async function live(http: HttpCaller): Promise<void> {
  const { text } = await http.post('/rows', { subject: '验证码' });
  const { id }: { id: string } = JSON.parse(text);
  for (let step = 1; step <= UPDATES; step += 1) await http.post(`/rows/${id}`, { step });
}
