import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ManagedProcess } from '../../../engine/processes.ts';

let folder = '';
let managed: ManagedProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-process-'));
});
afterEach(async () => {
  await managed?.stop();
  managed = undefined;
  rmSync(folder, { recursive: true, force: true });
});

interface Watched {
  readonly pids: (number | null)[];
  readonly deaths: { readonly how: string; readonly at: number }[];
  readonly begun: number[];
}

/** A process that does what this program says, begun and watched. */
function begin(program: string, { graceMs = 5000 } = {}): Watched & { readonly process: ManagedProcess } {
  const watched: Watched = { pids: [], deaths: [], begun: [] };
  const process_ = new ManagedProcess(
    {
      name: 'worker',
      program: process.execPath,
      args: ['-e', program],
      env: process.env,
      cwd: folder,
      owner: null,
      stopSignal: 'SIGTERM',
      graceMs,
      parentBound: false,
    },
    join(folder, 'worker.log'),
    {
      onPid: (_, pid) => {
        watched.pids.push(pid);
        if (pid !== null) watched.begun.push(Date.now());
      },
      onDeath: (_, how) => watched.deaths.push({ how, at: Date.now() }),
    },
  );
  managed = process_;
  process_.start();
  return { ...watched, process: process_ };
}

const LIVES = 'setInterval(() => {}, 1000)';

describe('a process of the service', () => {
  test('that dies is there again, and its watcher knows each process by its number', async () => {
    const { pids, deaths } = begin(LIVES);
    const [first] = pids;
    process.kill(first ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(pids).toHaveLength(3), { timeout: 10_000 });
    expect(pids).toEqual([first, null, expect.any(Number)]);
    expect(pids[2]).not.toBe(first);
    expect(deaths.map(({ how }) => how)).toEqual(['SIGKILL']);
  });

  test('that cannot live is begun ever more slowly, and its quick deaths are counted', async () => {
    const { deaths, begun, process: dying } = begin('process.exit(3)');
    await vi.waitFor(() => expect(begun.length).toBeGreaterThanOrEqual(5), { timeout: 30_000 });
    const pauses = deaths.slice(0, 4).map(({ at }, index) => (begun[index + 1] ?? 0) - at);
    for (const [index, atLeast] of [100, 200, 400, 800].entries())
      expect(pauses[index]).toBeGreaterThanOrEqual(atLeast - 10);
    expect(deaths[0]?.how).toBe('exit code 3');
    expect(dying.quickDeaths).toBeGreaterThanOrEqual(4);
  });

  test('that has lived counts its quick deaths anew', async () => {
    const now = vi.spyOn(Date, 'now');
    try {
      const { pids, process: long } = begin(LIVES);
      const end = async (pid: number | null | undefined, begunLater: number): Promise<void> => {
        process.kill(pid ?? 0, 'SIGKILL');
        await vi.waitFor(() => expect(pids).toHaveLength(begunLater), { timeout: 10_000 });
      };
      await end(pids[0], 3);
      await end(pids[2], 5);
      expect(long.quickDeaths).toBe(2);
      const real = performance.timeOrigin + performance.now();
      now.mockImplementation(() => Math.round(real) + 60_000);
      await end(pids[4], 7);
      expect(long.quickDeaths).toBe(0);
    } finally {
      now.mockRestore();
    }
  });

  test('that is stopped does not come back, also where its next start was already waited for', async () => {
    const { pids, process: dying } = begin('process.exit(3)');
    await vi.waitFor(() => expect(pids.filter((pid) => pid === null).length).toBeGreaterThanOrEqual(2), {
      timeout: 20_000,
    });
    await dying.stop();
    const before = pids.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(pids).toHaveLength(before);
  });

  test('that does not heed its signal is killed after its grace', async () => {
    const { pids, process: deaf } = begin(`process.on('SIGTERM', () => {}); process.stdout.write('on'); ${LIVES}`, {
      graceMs: 300,
    });
    await vi.waitFor(() => expect(deaf.tail(1)).toBe('on'), { timeout: 10_000 });
    await deaf.stop();
    expect(pids.at(-1)).toBeNull();
  });
});
