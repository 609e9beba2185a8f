import type { Kysely } from 'kysely';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DB } from '../db/schema/rows.ts';
import {
  countBreaches,
  countOpenTickets,
  momentLateness,
  oldestUntoldSeconds,
} from '../db/repositories/reading/figures.ts';
import { unpublishedYears } from './timetables/warnings.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly opened: Counter<'channel' | 'class'>;
  readonly commands: Counter<'command' | 'outcome'>;
  readonly http: Histogram<'method' | 'route' | 'status'>;
}

/** Figures of this process, and those of the desk read from PostgreSQL while somebody scrapes. Labels are codes, never ids. */
export function createMetrics(db: Kysely<DB>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  deskFigures(db, registers);
  latenessFigures(db, registers);
  return {
    registry,
    opened: new Counter({
      name: 'kefu_tickets_opened_total',
      help: 'Tickets opened by this process',
      labelNames: ['channel', 'class'],
      registers,
    }),
    commands: new Counter({
      name: 'kefu_commands_total',
      help: 'Commands given, by their outcome: done or the code of the problem',
      labelNames: ['command', 'outcome'],
      registers,
    }),
    http: new Histogram({
      name: 'kefu_http_request_duration_seconds',
      help: 'Time from a request to its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
      registers,
    }),
  };
}

function deskFigures(db: Kysely<DB>, registers: Registry[]): void {
  new Gauge({
    name: 'kefu_tickets_open',
    help: 'Open tickets by status',
    labelNames: ['status'],
    registers,
    async collect() {
      this.reset();
      for (const { status, count } of await countOpenTickets(db)) this.set({ status }, count);
    },
  });
  new Gauge({
    name: 'kefu_calendar_unpublished_years',
    help: 'Years whose notice of days off should be loaded by now and is not',
    registers,
    async collect() {
      this.set((await unpublishedYears(db)).length);
    },
  });
  new Gauge({
    name: 'kefu_outbox_oldest_seconds',
    help: 'How long the oldest of what Temporal has still to be told has waited',
    registers,
    async collect() {
      this.set(await oldestUntoldSeconds(db));
    },
  });
  missedFigures(db, registers);
}

/** One reading for all three, as they are scraped together. */
function missedFigures(db: Kysely<DB>, registers: Registry[]): void {
  let reading: ReturnType<typeof countBreaches> | null = null;
  const breaches = (): ReturnType<typeof countBreaches> => {
    reading ??= countBreaches(db).finally(() => {
      reading = null;
    });
    return reading;
  };
  new Gauge({
    name: 'kefu_clocks_breached',
    help: 'Limits that were found missed within the last 24 hours',
    labelNames: ['clock'],
    registers,
    async collect() {
      this.reset();
      for (const { id, breached } of await breaches()) this.set({ clock: id }, breached);
    },
  });
  new Gauge({
    name: 'kefu_clocks_overdue',
    help: 'Clocks that still run past their due instant',
    labelNames: ['clock'],
    registers,
    async collect() {
      this.reset();
      for (const { id, overdue } of await breaches()) this.set({ clock: id }, overdue);
    },
  });
  new Gauge({
    name: 'kefu_clock_lateness_seconds',
    help: 'How long the latest of the clocks that still run is past its due instant, as this process reads it',
    labelNames: ['clock', 'process'],
    registers,
    async collect() {
      this.reset();
      for (const { id, lateSeconds } of await breaches()) this.set({ clock: id, process: 'api' }, lateSeconds);
    },
  });
}

/** Whether limits come on time is the worker's doing, and read where it writes it down. */
function latenessFigures(db: Kysely<DB>, registers: Registry[]): void {
  new Gauge({
    name: 'kefu_moment_lateness_seconds',
    help: 'How late the moments of clocks were looked at within the last hour: median, 99th percentile and worst (quantile 1)',
    labelNames: ['clock', 'process', 'quantile'],
    registers,
    async collect() {
      this.reset();
      for (const { clock, median, p99, worst } of await momentLateness(db)) {
        this.set({ clock, process: 'worker', quantile: '0.5' }, median);
        this.set({ clock, process: 'worker', quantile: '0.99' }, p99);
        this.set({ clock, process: 'worker', quantile: '1' }, worst);
      }
    },
  });
}
