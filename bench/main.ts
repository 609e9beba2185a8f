import { type Bench, startBench } from './bench.ts';
import { measureArmed } from './measure/armed.ts';
import { measureDeadlines } from './measure/deadlines.ts';
import { measureHerd } from './measure/herd.ts';
import { measureReplan, measureWhatIf } from './measure/jobs.ts';
import { measureLists } from './measure/lists.ts';
import { measureLives } from './measure/lives.ts';
import { load } from './measure/load.ts';
import { measureOpens } from './measure/opens.ts';
import { measureOutage } from './measure/outage.ts';
import { measureStanding } from './measure/standing.ts';
import { measureYardstick } from './measure/yardstick.ts';
import { planOf } from './plan.ts';
import { report } from './report.ts';
import { MACHINE, type Results, writeResults } from './results.ts';

const begin = Date.now();

async function step<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
  console.log(`${String(Math.round((Date.now() - begin) / 1000)).padStart(4)} s  ${name}`);
  return work();
}

/** Code that has never run is slow; that is not what is asked. */
async function warmUp({ desk }: Bench): Promise<void> {
  await load({ callers: 4, forMs: 4000, count: 60 }, () => desk.open());
  await load({ callers: 4, forMs: 4000, count: 8 }, () => desk.live(() => undefined));
}

async function each<Result>(callers: readonly number[], measure: (callers: number) => Promise<Result>) {
  const results: Result[] = [];
  for (const one of callers) results.push(await measure(one));
  return results;
}

async function measure(bench: Bench): Promise<Results> {
  const { plan, engine, desk } = bench;
  await step('warming up', () => warmUp(bench));
  return {
    at: new Date().toISOString(),
    plan: plan.name,
    machine: MACHINE,
    opens: await step('opening with 1, 16 and 64 callers', () =>
      each([1, 16, 64], (n) => measureOpens(bench, n, { pids: bench.pids, open: () => desk.open() })),
    ),
    outage: await step('opening while Temporal is frozen', () => measureOutage(bench)),
    standing: await step('many open tickets', () => measureStanding(bench)),
    armedMs: await step('from 201 to the first timer', () => measureArmed(bench)),
    openHistory: await step('a new ticket’s history', async () => engine.historyOf(await armed(bench))),
    lives: await step('whole lives with 1 and 8 callers', () => each([1, 8], (n) => measureLives(bench, n))),
    rawUpdate: await step('the engine’s bare update', () =>
      load({ callers: 1, forMs: plan.openLimit.forMs, count: plan.samples * 10 }, () => engine.rawUpdate()),
    ),
    yardstick: await step('one row, no engine', () => measureYardstick(bench)),
    lists: await step('lists', () => measureLists(bench)),
    herds: await step('limits that end in the same second', () => each(plan.herds, (n) => measureHerd(bench, n))),
    replan: await step('re-planning every open ticket', () => measureReplan(bench)),
    whatIf: await step('a what-if over many past tickets', () => measureWhatIf(bench)),
    listsBesidePast: await step('lists beside many past tickets', () => measureLists(bench)),
    deadlinesPerSecond: await step('deadlines', measureDeadlines),
  };

  async function armed({ engine: view }: Bench): Promise<string> {
    const ticketNo = await desk.open();
    await view.armedAt(ticketNo);
    return ticketNo;
  }
}

const plan = planOf(process.argv.slice(2));
const bench = await step('starting the service', () => startBench(plan));
process.once('SIGINT', () => void bench.close().finally(() => process.exit(130)));
try {
  const results = await measure(bench);
  console.log(`\n${report(results)}\n\n${writeResults(results)}`);
} finally {
  await bench.close();
}
