import type { Kysely } from 'kysely';
import { sweepAttachments } from '../db/repositories/attachments.ts';
import { sweepKeys } from '../db/repositories/idempotency.ts';
import { claimOutbox, deleteOutbox, type OutboxRow, postponeOutbox } from '../db/repositories/outbox.ts';
import { sweepTexts } from '../db/repositories/texts.ts';
import type { DB } from '../db/schema/rows.ts';
import { deliver } from './deliver.ts';
import { type Log, SILENT } from './ports.ts';
import type { TicketClient } from './ticketClient.ts';

/** More would only queue first tasks in front of commands that people wait for. */
const IN_FLIGHT = 2;
const IDLE_MS = 500;
const SWEEP_MS = 10 * 60_000;
const JOBS_MS = 2_000;
const LONGEST_WAIT_S = 60;

export interface RelayDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: Pick<TicketClient, 'start' | 'messagePosted'>;
  /** Starts jobs that wait for too long. */
  readonly startJobs?: () => Promise<void>;
  readonly logger?: Log;
}

export interface Relay {
  start(): void;
  /** Resolves when what is under way has ended; what is left stays in the outbox. */
  stop(): Promise<void>;
}

/**
 * Tells Temporal what could not be told when it happened: the most pressing ticket first, few at a time, each row again and
 * again (after 1 s, 2 s … 60 s) until it is told. Any number of relays may run. Beside that it sweeps what nobody needs.
 */
export function createRelay({ db, ticketClient, startJobs, logger = SILENT }: RelayDeps): Relay {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let sweepAt = 0;
  let jobsAt = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const told = await round().catch((error: unknown) => {
        logger.warn({ error: String(error) }, 'the relay could not read its outbox');
        return 0;
      });
      if (told < IN_FLIGHT) await pause(IDLE_MS, stopping.signal);
    }
  }

  async function round(): Promise<number> {
    if (Date.now() >= sweepAt) await sweep();
    if (Date.now() >= jobsAt) {
      jobsAt = Date.now() + JOBS_MS;
      await startJobs?.();
    }
    const rows = await claimOutbox(db, IN_FLIGHT);
    await Promise.all(rows.map(tell));
    return rows.length;
  }

  async function tell(row: OutboxRow): Promise<void> {
    try {
      await deliver(ticketClient, row);
      await deleteOutbox(db, row.id);
    } catch (error) {
      const seconds = Math.min(2 ** (row.attempts - 1), LONGEST_WAIT_S);
      logger.warn(
        { ticketNo: row.ticketNo, kind: row.kind, attempts: row.attempts, error: String(error) },
        'not told yet',
      );
      await postponeOutbox(db, row.id, { error: String(error), seconds });
    }
  }

  async function sweep(): Promise<void> {
    sweepAt = Date.now() + SWEEP_MS;
    const [texts, keys, files] = await Promise.all([sweepTexts(db), sweepKeys(db), sweepAttachments(db)]);
    if (texts + keys + files > 0) logger.info({ texts, keys, files }, 'swept');
  }

  return {
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
