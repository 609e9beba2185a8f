import type { Bench } from '../bench.ts';
import { allArmed } from './backlog.ts';
import { load } from './load.ts';
import { cpuSeconds, difference, memoryMb, type PerProcess, times } from './usage.ts';

export interface Standing {
  readonly openTickets: number;
  readonly memoryMb: PerProcess;
  /** CPU milliseconds in each second in which nobody asks for anything. */
  readonly idleCpuMsPerSecond: PerProcess;
}

const CALLERS = 4;

/** What many open tickets cost that nobody touches. */
export async function measureStanding(bench: Bench): Promise<Standing> {
  await fillUp(bench);
  const before = cpuSeconds(bench.pids());
  await new Promise((resolve) => setTimeout(resolve, bench.plan.idleMs));
  const used = difference(cpuSeconds(bench.pids()), before);
  return {
    openTickets: (await openTickets(bench)).length,
    memoryMb: memoryMb(bench.pids()),
    idleCpuMsPerSecond: times(used, 1_000_000 / bench.plan.idleMs),
  };
}

/** Opens what is missing, and waits until the engine has nothing left to do. */
async function fillUp(bench: Bench): Promise<void> {
  const count = bench.plan.openTickets - (await openTickets(bench)).length;
  if (count > 0) await load({ callers: CALLERS, forMs: Infinity, count }, () => bench.desk.open());
  await allArmed(bench, await openTickets(bench));
}

export async function openTickets({ db }: Pick<Bench, 'db'>): Promise<string[]> {
  const rows = await db.selectFrom('tickets').select('ticket_no').where('status', '<>', 'CLOSED').execute();
  return rows.map((row) => row.ticket_no);
}
