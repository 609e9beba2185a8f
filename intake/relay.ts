import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { claimOutbox, deleteOutbox, type OutboxRow, postponeOutbox } from '../db/repositories/outbox.ts';
import type { DB } from '../db/schema/rows.ts';
import { deliver } from './deliver.ts';
import { type Log, SILENT } from './ports.ts';
import type { TicketClient } from './ticketClient.ts';

/** More would only queue first tasks in front of commands that people wait for. */
const IN_FLIGHT = 2;
const IDLE_MS = 500;
const LONGEST_WAIT_S = 60;

export interface RelayDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: Pick<TicketClient, 'start' | 'messagePosted' | 'recorded'>;
  readonly logger?: Log;
}

export interface Relay {
  start(): void;
  /** Resolves when what is under way has ended; what is left stays in the outbox. */
  stop(): Promise<void>;
}

/**
 * Tells Temporal what could not be told when it happened: the most pressing ticket first, few at a time, each row again and
 * again (after 1 s, 2 s … 60 s) until it is told. Any number of relays may run.
 */
export function createRelay({ db, ticketClient, logger = SILENT }: RelayDeps): Relay {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const told = await round().catch((error: unknown) => {
        logger.warn({ error: String(error) }, 'the relay could not read its outbox');
        return 0;
      });
      if (told === 0) await pause(IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async function round(): Promise<number> {
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
