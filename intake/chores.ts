import { setTimeout as pause } from 'node:timers/promises';
import { type Log, SILENT } from './ports.ts';

/** What is looked after again and again; it must bear to be done by several processes at once. */
export interface Chore {
  /** As the log names what could not be done. */
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

export interface Chores {
  start(): void;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Each chore in a loop of its own: neither a slow one nor one that fails keeps another waiting. */
export function createChores(chores: readonly Chore[], logger: Log = SILENT): Chores {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> = Promise.resolve();

  async function look({ name, everyMs, run }: Chore): Promise<void> {
    while (!signal.aborted) {
      await run().catch((error: unknown) => logger.warn({ chore: name, error: String(error) }, `not done: ${name}`));
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    start: () => {
      running = Promise.all(chores.map(look));
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
