import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { TicketNo } from '../contracts/ids.ts';
import { isDecided } from '../db/repositories/decisions.ts';
import type { DB } from '../db/schema/rows.ts';

const LOOK_MS = 40;

export interface Taking {
  /** Tells the workflow; where that fails nobody waits any longer. */
  readonly tell: () => Promise<void>;
  /**
   * Resolves when what the ticket made of it can be read, or when the telling failed or patience ends: it stands in the outbox then
   * and is taken later.
   */
  readonly taken: (patienceMs: number) => Promise<void>;
}

/** A telling whose effect somebody wants to read right after. */
export function watchTaking(db: Kysely<DB>, at: { ticketNo: TicketNo; cause: string }, tell: Taking['tell']): Taking {
  let failed = false;

  async function taken(patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!failed && Date.now() < until && !(await isDecided(db, at.ticketNo, at.cause))) await pause(LOOK_MS);
  }

  return {
    tell: async () => {
      try {
        await tell();
      } catch (error) {
        failed = true;
        throw error;
      }
    },
    taken,
  };
}
