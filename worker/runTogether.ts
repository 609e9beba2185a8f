import type { Worker } from '@temporalio/worker';

type Runnable = Pick<Worker, 'run' | 'shutdown' | 'getState'>;

/** Tells those that run to finish what they have begun; the others are on their way already. */
export function shutDown(workers: readonly Runnable[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** Resolves when all were shut down. One that fails takes the others with it: rejects when none of them needs its connection any more. */
export async function runTogether(workers: readonly Runnable[]): Promise<void> {
  const runs = workers.map(async (worker) => {
    try {
      await worker.run();
    } finally {
      shutDown(workers);
    }
  });
  for (const ended of await Promise.allSettled(runs)) if (ended.status === 'rejected') throw ended.reason;
}
