import { setTimeout } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DB } from '../db/schema/rows.ts';
import {
  countBreaches,
  countOpenTickets,
  mailDelivery,
  momentLateness,
  oldestUntoldSeconds,
} from '../db/repositories/reading/figures.ts';
import { longestOverdueSeconds } from '../db/repositories/overdue.ts';
import { unpublishedYears } from './timetables/warnings.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly opened: Counter<'channel' | 'class'>;
  readonly commands: Counter<'command' | 'outcome'>;
  readonly http: Histogram<'method' | 'route' | 'status'>;
}

/** How long a scrape waits for PostgreSQL; the figures of the process come without it. */
const PATIENCE_MS = 1_500;

/**
 * Figures of this process, and those of the desk read from PostgreSQL while somebody scrapes: left out where it does not answer within
 * 1.5 s, which is a figure too. Labels are codes, never ids.
 */
export function createMetrics(db: Kysely<DB>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  deskFigures(db, registers);
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

type Reading<T> = () => Promise<T | null>;

/** One reading for all who ask meanwhile; null where it fails or does not come in time. */
function reading<T>(read: () => Promise<T>): Reading<T> {
  let asked: Promise<T | null> | null = null;
  return () => {
    asked ??= read()
      .catch(() => null)
      .finally(() => {
        asked = null;
      });
    return Promise.race([asked, setTimeout(PATIENCE_MS, null, { ref: false })]);
  };
}

interface Figure<T, Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: Label[];
  readonly read: Reading<T>;
  readonly tell: (gauge: Gauge<Label>, found: T) => void;
}

/** A figure of the desk: no value at all rather than an old one, or a nought, where it could not be read. */
function figure<T, Label extends string>(registers: Registry[], { read, tell, ...named }: Figure<T, Label>): void {
  new Gauge<Label>({
    ...named,
    registers,
    async collect() {
      const found = await read();
      this.reset();
      if (found === null) this.remove({});
      else tell(this, found);
    },
  });
}

function deskFigures(db: Kysely<DB>, registers: Registry[]): void {
  const open = reading(() => countOpenTickets(db));
  const years = reading(() => unpublishedYears(db));
  const untold = reading(() => oldestUntoldSeconds(db));
  const mail = reading(() => mailDelivery(db));
  const breaches = reading(() => countBreaches(db));
  const lateness = reading(() => momentLateness(db));
  const overdue = reading(() => longestOverdueSeconds(db));
  figure(registers, {
    name: 'kefu_tickets_open',
    help: 'Open tickets by status',
    labelNames: ['status'],
    read: open,
    tell: (gauge, found) => found.forEach(({ status, count }) => gauge.set({ status }, count)),
  });
  figure(registers, {
    name: 'kefu_calendar_unpublished_years',
    help: 'Years whose notice of days off should be loaded by now and is not',
    read: years,
    tell: (gauge, found) => gauge.set(found.length),
  });
  figure(registers, {
    name: 'kefu_outbox_oldest_seconds',
    help: 'How long the oldest of what Temporal has still to be told has waited',
    read: untold,
    tell: (gauge, found) => gauge.set(found),
  });
  figure(registers, {
    name: 'kefu_limit_overdue_seconds',
    help: 'How long ago the earliest limit came of which nothing was written yet',
    read: overdue,
    tell: (gauge, found) => gauge.set(found),
  });
  mailFigures(mail, registers);
  missedFigures(breaches, registers);
  latenessFigure(lateness, registers);
  figure(registers, {
    name: 'kefu_desk_figures_complete',
    help: 'Whether all figures that are read from PostgreSQL are among these: 1, or 0',
    read: async () => Promise.all([open(), years(), untold(), overdue(), mail(), breaches(), lateness()]),
    tell: (gauge, found) => gauge.set(found.includes(null) ? 0 : 1),
  });
}

/** One reading for both. */
function mailFigures(read: Reading<Awaited<ReturnType<typeof mailDelivery>>>, registers: Registry[]): void {
  figure(registers, {
    name: 'kefu_mail_oldest_seconds',
    help: 'How long the oldest e-mail that is still to be sent has waited',
    read,
    tell: (gauge, { oldestSeconds }) => gauge.set(oldestSeconds),
  });
  figure(registers, {
    name: 'kefu_mails_failed',
    help: 'Notices of the last seven days whose e-mail was given up',
    read,
    tell: (gauge, { failed }) => gauge.set(failed),
  });
}

/** One reading for all three, as they are scraped together. */
function missedFigures(read: Reading<Awaited<ReturnType<typeof countBreaches>>>, registers: Registry[]): void {
  figure(registers, {
    name: 'kefu_clocks_breached',
    help: 'Limits that were found missed within the last 24 hours',
    labelNames: ['clock'],
    read,
    tell: (gauge, found) => found.forEach(({ id, breached }) => gauge.set({ clock: id }, breached)),
  });
  figure(registers, {
    name: 'kefu_clocks_overdue',
    help: 'Clocks that still run past their due instant',
    labelNames: ['clock'],
    read,
    tell: (gauge, found) => found.forEach(({ id, overdue }) => gauge.set({ clock: id }, overdue)),
  });
  figure(registers, {
    name: 'kefu_clock_lateness_seconds',
    help: 'How long the latest of the clocks that still run is past its due instant, as this process reads it',
    labelNames: ['clock', 'process'],
    read,
    tell: (gauge, found) =>
      found.forEach(({ id, lateSeconds }) => gauge.set({ clock: id, process: 'api' }, lateSeconds)),
  });
}

/** Whether limits come on time is the worker's doing, and read where it writes it down. */
function latenessFigure(read: Reading<Awaited<ReturnType<typeof momentLateness>>>, registers: Registry[]): void {
  figure(registers, {
    name: 'kefu_moment_lateness_seconds',
    help: 'How late the moments of clocks were looked at within the last hour: median, 99th percentile and worst (quantile 1)',
    labelNames: ['clock', 'process', 'quantile'],
    read,
    tell: (gauge, found) => {
      for (const { clock, median, p99, worst } of found) {
        gauge.set({ clock, process: 'worker', quantile: '0.5' }, median);
        gauge.set({ clock, process: 'worker', quantile: '0.99' }, p99);
        gauge.set({ clock, process: 'worker', quantile: '1' }, worst);
      }
    },
  });
}
