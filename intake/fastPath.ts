import type { Kysely } from 'kysely';
import type { DB } from '../db/schema/rows.ts';
import { deleteOutbox } from '../db/repositories/outbox.ts';
import type { Log } from './ports.ts';

/** More would only queue first tasks in front of commands that people wait for. */
const IN_FLIGHT = 2;
/** Beyond that the engine is behind anyway, and the relay's order (the most pressing first) is the better one. */
const WAITING = 64;

interface Telling {
  readonly outboxId: string;
  readonly ticketNo: string;
  readonly tell: () => Promise<void>;
}

/** Tells Temporal right after the commit, in the background; whatever does not succeed stays in the outbox for the relay. */
export interface FastPath {
  submit(telling: Telling): void;
  /** Resolves when nothing waits or is under way any more. */
  settled(): Promise<void>;
  /** Leaves to the relay what still waits; resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export function createFastPath(db: Kysely<DB>, log: Log): FastPath {
  const waiting: Telling[] = [];
  const running = new Set<Promise<void>>();

  function next(): void {
    if (running.size >= IN_FLIGHT) return;
    const telling = waiting.shift();
    if (telling === undefined) return;
    const run = tellOnce(telling).finally(() => {
      running.delete(run);
      next();
    });
    running.add(run);
  }

  async function tellOnce({ outboxId, ticketNo, tell }: Telling): Promise<void> {
    try {
      await tell();
      await deleteOutbox(db, outboxId);
    } catch (error) {
      log.info({ ticketNo, error: String(error) }, 'left to the relay');
    }
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    settled,
    submit: (telling) => {
      if (waiting.length >= WAITING) return;
      waiting.push(telling);
      next();
    },
    stop: () => {
      waiting.length = 0;
      return settled();
    },
  };
}
