import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { giveLastSign, giveSign } from '../db/repositories/workerSigns.ts';
import type { DB } from '../db/schema/rows.ts';

const EVERY_MS = 5_000;

export interface Signs {
  /** Resolves when nothing is written any more; `onPurpose`: somebody told the worker to stop. */
  stop(onPurpose: boolean): Promise<void>;
}

/** Says every few seconds that this worker lives, so that the time in which none did is known without a limit to be late for. */
export function startSigns(db: Kysely<DB>, onError: (error: unknown) => void): Signs {
  const processId = randomUUID();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await giveSign(db, processId).catch(onError);
      await pause(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    stop: async (onPurpose) => {
      stopping.abort();
      await running;
      if (onPurpose) await giveLastSign(db, processId).catch(onError);
    },
  };
}
