import { expect, test } from 'vitest';
import { runTogether, shutDown } from '../../../worker/runTogether.ts';

type State = 'INITIALIZED' | 'RUNNING' | 'STOPPING' | 'STOPPED' | 'FAILED';

/** Runs until it is shut down or fails, and takes a while to stop. */
class Standing {
  #state: State = 'INITIALIZED';
  #end: (error: Error | null) => void = () => undefined;

  getState(): State {
    return this.#state;
  }

  run(): Promise<void> {
    this.#state = 'RUNNING';
    return new Promise((resolve, reject) => {
      this.#end = (error) => (error === null ? resolve() : reject(error));
    });
  }

  shutdown(): void {
    if (this.#state !== 'RUNNING') throw new Error(`Not running. Current state: ${this.#state}`);
    this.#state = 'STOPPING';
    setImmediate(() => {
      this.#state = 'STOPPED';
      this.#end(null);
    });
  }

  fail(): void {
    this.#state = 'FAILED';
    this.#end(new Error('polling failed'));
  }
}

test('a worker that fails takes the other with it, which has stopped when that is known', async () => {
  const [tickets, mail] = [new Standing(), new Standing()];
  const run = runTogether([tickets, mail]);
  mail.fail();
  await expect(run).rejects.toThrow('polling failed');
  expect(tickets.getState()).toBe('STOPPED');
});

test('workers told to stop twice stop', async () => {
  const workers = [new Standing(), new Standing()];
  const run = runTogether(workers);
  shutDown(workers);
  shutDown(workers);
  await expect(run).resolves.toBeUndefined();
  expect(workers.map((worker) => worker.getState())).toEqual(['STOPPED', 'STOPPED']);
});
