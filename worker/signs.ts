import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { type CutFrom, giveLastSign, giveSign } from '../db/repositories/outages/workerSigns.ts';
import type { DB } from '../db/schema/rows.ts';

const EVERY_MS = 5_000;

export interface Signs {
  /** Resolves when nothing is written any more; `onPurpose`: somebody told the worker to stop. */
  stop(onPurpose: boolean): Promise<void>;
}

export interface SignsInput {
  readonly db: Kysely<DB>;
  /** Rejects, soon, where Temporal has no work to give. */
  readonly askTemporal: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
}

/**
 * Says every few seconds that this worker can work: it lives, Temporal answers, and so does the database. The time in which no worker could is
 * known from that without a limit to be late for.
 */
export function startSigns({ db, askTemporal, onError, everyMs = EVERY_MS }: SignsInput): Signs {
  const processId = randomUUID();
  const stopping = new AbortController();

  /** What came in the way, null where the sign was given. */
  async function sign(before: CutFrom | null): Promise<CutFrom | null> {
    let asked: CutFrom = 'temporal';
    try {
      await askTemporal();
      asked = 'postgresql';
      await giveSign(db, processId, before);
      return null;
    } catch (error) {
      onError(error);
      return asked;
    }
  }

  async function run(): Promise<void> {
    let cutFrom: CutFrom | null = null;
    while (!stopping.signal.aborted) {
      cutFrom = await sign(cutFrom);
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
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
