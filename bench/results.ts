import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { HistorySize } from './engine.ts';
import type { Herd } from './measure/herd.ts';
import type { JobFigures } from './measure/jobs.ts';
import type { Lists } from './measure/lists.ts';
import type { Lives } from './measure/lives.ts';
import type { Rate } from './measure/load.ts';
import type { Opens } from './measure/opens.ts';
import type { Outage } from './measure/outage.ts';
import type { Spread } from './measure/spread.ts';
import type { Standing } from './measure/standing.ts';
import type { Yardstick } from './measure/yardstick.ts';

export interface Results {
  readonly at: string;
  readonly plan: string;
  readonly machine: { readonly cpus: number; readonly memoryGb: number; readonly node: string };
  readonly opens: readonly Opens[];
  readonly outage: Outage;
  readonly armedMs: Spread;
  readonly openHistory: HistorySize;
  readonly standing: Standing;
  readonly lives: readonly Lives[];
  readonly rawUpdate: Rate;
  readonly yardstick: Yardstick;
  readonly herds: readonly Herd[];
  readonly whatIf: JobFigures;
  readonly replan: JobFigures;
  readonly lists: Lists;
  /** With the tickets of the what-if. */
  readonly listsBesidePast: Lists;
  readonly deadlinesPerSecond: number;
}

export const MACHINE: Results['machine'] = {
  cpus: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};

/** @returns the path of the file. */
export function writeResults(results: Results): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = `${folder}${results.at.replaceAll(':', '-')}.json`;
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  return path;
}
