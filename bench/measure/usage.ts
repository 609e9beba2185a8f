import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessName } from '../../engine/processes.ts';

/** `sysconf(_SC_CLK_TCK)` of every Linux in use. */
const TICKS_PER_SECOND = 100;
const NAMES = ['api', 'worker', 'temporal', 'postgres'] as const;

/** A production server keeps its tables in a PostgreSQL of its own, which counts as part of it. */
export type MeasuredPids = Readonly<Record<ProcessName, number | null> & { temporalStore?: number | null }>;

export type PerProcess = Readonly<Record<ProcessName, number>>;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

/** CPU seconds used so far by each process with its children; ended children count as far as their parent has seen them end. */
export function cpuSeconds(pids: MeasuredPids): PerProcess {
  return perProcess(pids, (stats) => stats.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND);
}

/** Memory in MB of each process with its children, shared pages counted once where the system tells. */
export function memoryMb(pids: MeasuredPids): PerProcess {
  return perProcess(pids, (stats) => stats.reduce((sum, { pid }) => sum + residentKb(pid), 0) / 1024);
}

export function difference(after: PerProcess, before: PerProcess): PerProcess {
  return fromNames((name) => after[name] - before[name]);
}

export function total(use: PerProcess): number {
  return NAMES.reduce((sum, name) => sum + use[name], 0);
}

export function times(use: PerProcess, factor: number): PerProcess {
  return fromNames((name) => use[name] * factor);
}

function fromNames(value: (name: ProcessName) => number): PerProcess {
  return { api: value('api'), worker: value('worker'), temporal: value('temporal'), postgres: value('postgres') };
}

function perProcess(pids: MeasuredPids, measure: (family: readonly (Stat & { pid: number })[]) => number): PerProcess {
  const stats = readStats();
  const { temporalStore = null } = pids;
  return fromNames((name) => {
    const family = familyOf(pids[name], stats);
    return measure(name === 'temporal' ? [...family, ...familyOf(temporalStore, stats)] : family);
  });
}

function familyOf(pid: number | null, stats: ReadonlyMap<number, Stat>): (Stat & { pid: number })[] {
  const stat = pid === null ? undefined : stats.get(pid);
  if (pid === null || stat === undefined) return [];
  const children = [...stats].filter(([, { parent }]) => parent === pid);
  return [{ pid, ...stat }, ...children.flatMap(([child]) => familyOf(child, stats))];
}

/** Empty where there is no /proc: nothing is measured then. */
function readStats(): ReadonlyMap<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const entry of entriesOf('/proc')) {
    const text = /^\d+$/.test(entry) ? contentOf(`/proc/${entry}/stat`) : '';
    // The name in parentheses may hold blanks; fields are counted from behind it (proc(5): state is field 3).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields.length < 15) continue;
    const [utime, stime, childrensUtime, childrensStime] = fields.slice(11, 15).map(Number);
    const ticks = (utime ?? 0) + (stime ?? 0) + (childrensUtime ?? 0) + (childrensStime ?? 0);
    stats.set(Number(entry), { parent: Number(fields[1]), ticks });
  }
  return stats;
}

function residentKb(pid: number): number {
  const shared = /^Pss:\s+(\d+)/m.exec(contentOf(`/proc/${pid}/smaps_rollup`));
  const resident = shared ?? /^VmRSS:\s+(\d+)/m.exec(contentOf(`/proc/${pid}/status`));
  return Number(resident?.[1] ?? 0);
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Processes end while they are read. */
function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
