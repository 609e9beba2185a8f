import type { JobFigures } from './measure/jobs.ts';
import { type PerProcess, total } from './measure/usage.ts';
import type { Results } from './results.ts';

type Cell = string | number;

const LEAN = 'lean Temporal service';
const ROW = 'one row, no engine';

/** The table that is printed: each section with its heads, figures to three significant digits. */
export function report(results: Results): string {
  return [opens, lives, processes, herds, pages, jobs, histories]
    .map((section) => table(section(results)))
    .join('\n\n');
}

function opens({ opens: rates, outage, yardstick, armedMs }: Results): Cell[][] {
  return [
    ['OPENING', 'callers', '201 per s', 'p50 ms', 'p95 ms', 'armed per s', 'failed'],
    ...rates.map((r) => ['a ticket', r.callers, r.perSecond, r.p50, r.p95, r.armedPerSecond, r.failed]),
    [
      'Temporal frozen',
      outage.callers,
      outage.perSecond,
      outage.p50,
      outage.p95,
      `told ${cell(outage.caughtUpSeconds)} s after`,
      outage.failed,
    ],
    ['a command then: 503', 1, '', outage.leftOpenMs, '', '', ''],
    ...yardstick.lean.opens.map((r) => [LEAN, r.callers, r.perSecond, r.p50, r.p95, r.armedPerSecond, r.failed]),
    ...yardstick.row.opens.map((r) => [ROW, r.callers, r.perSecond, r.p50, r.p95, '', r.failed]),
    ...rates.map((r, position) => ratio(r, yardstick.row.opens[position])),
    ['201 to first timer', 1, '', armedMs.p50, armedMs.p95, '', ''],
  ];
}

interface Speed {
  readonly callers: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
}

function ratio(ours: Speed, theirs: Speed | undefined): Cell[] {
  if (theirs === undefined) return [];
  const parts = [ours.perSecond / theirs.perSecond, ours.p50 / theirs.p50, ours.p95 / theirs.p95];
  return ['ratio to one row', ours.callers, ...parts.map((part) => `× ${cell(part)}`), '', ''];
}

function lives({ lives: rates, rawUpdate, yardstick }: Results): Cell[][] {
  return [
    ['LIFE (7 steps)', 'callers', 'per s', 'p50 ms', 'p95 ms', 'step p50', 'step p95', 'failed'],
    ...rates.map((r) => ['a ticket', r.callers, r.perSecond, r.p50, r.p95, r.step.p50, r.step.p95, r.failed]),
    ...yardstick.lean.lives.map((r) => [LEAN, r.callers, r.perSecond, r.p50, r.p95, '', '', r.failed]),
    ...yardstick.row.lives.map((r) => [ROW, r.callers, r.perSecond, r.p50, r.p95, '', '', r.failed]),
    ['engine’s bare update', rawUpdate.callers, rawUpdate.perSecond, '', '', rawUpdate.p50, rawUpdate.p95, ''],
  ];
}

function processes({ opens: rates, lives: whole, standing, yardstick }: Results): Cell[][] {
  const use = (name: string, { api, worker, temporal, postgres }: PerProcess): Cell[] => [
    name,
    api,
    worker,
    temporal,
    postgres,
    total({ api, worker, temporal, postgres }),
  ];
  return [
    ['PROCESSES', 'api', 'worker', 'temporal', 'postgres', 'all'],
    ...rates.map((r) => use(`CPU-ms per open, ${r.callers} callers`, r.cpuMsPerOpen)),
    ...yardstick.row.opens.slice(1, 2).map((r) => use('CPU-ms per row, no engine', r.cpuMsPerOpen)),
    ...whole.map((r) => use(`CPU-ms per life, ${r.callers} callers`, r.cpuMsPerLife)),
    ...yardstick.lean.opens.map((r) => use(`CPU-ms per open, lean, ${r.callers} callers`, r.cpuMsPerOpen)),
    ...yardstick.lean.lives.map((r) => use(`CPU-ms per life, lean, ${r.callers} callers`, r.cpuMsPerLife)),
    use(`MB with ${standing.openTickets} open`, standing.memoryMb),
    use('CPU-ms per idle second', standing.idleCpuMsPerSecond),
  ];
}

function herds({ herds: measured }: Results): Cell[][] {
  return [
    ['LIMITS IN ONE SECOND', 'tickets open', 'listed after ms', 'acted on p50 ms', 'p99 ms', 'not once'],
    ...measured.map(({ limits, openTickets, listedMs, actedOn, notOnce }): Cell[] => [
      limits,
      openTickets,
      listedMs,
      actedOn.p50,
      actedOn.p99,
      notOnce,
    ]),
  ];
}

function pages({ lists, listsBesidePast }: Results): Cell[][] {
  return [
    ['LIST', 'reader', 'tickets', 'p50 ms', 'p95 ms'],
    ...[lists, listsBesidePast].flatMap((measured) =>
      measured.pages.map(({ list, by, p50, p95 }): Cell[] => [list, by, measured.tickets, p50, p95]),
    ),
  ];
}

function jobs({ replan, whatIf }: Results): Cell[][] {
  const row = (name: string, { tickets, seconds, perSecond, memoryBefore, memoryPeak }: JobFigures): Cell[] => [
    name,
    tickets,
    seconds,
    perSecond,
    memoryBefore,
    memoryPeak,
  ];
  return [
    ['JOB', 'tickets', 's', 'per s', 'worker MB before', 'peak'],
    row('re-plan, until the last timer moved', replan),
    row('what-if', whatIf),
  ];
}

function histories({ openHistory, lives: [life], deadlinesPerSecond }: Results): Cell[][] {
  return [
    ['HISTORY', 'events', 'KB'],
    ['open', openHistory.events, openHistory.bytes / 1024],
    ['life', life?.history.events ?? '', (life?.history.bytes ?? NaN) / 1024],
    ['', '', ''],
    ['DEADLINES per s', Math.round(deadlinesPerSecond), ''],
  ];
}

function table(rows: readonly Cell[][]): string {
  const text = rows.map((row) => row.map(cell));
  const width = (column: number): number => Math.max(...text.map((row) => row[column]?.length ?? 0));
  const padded = (value: string, column: number): string =>
    column === 0 ? value.padEnd(width(0)) : value.padStart(width(column));
  return text.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

function cell(value: Cell): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '–';
  return Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toPrecision(value < 1 ? 2 : 3);
}
