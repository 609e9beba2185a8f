import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../../support/takeFolder.ts');
const LOADED_AFTER_MS = 3000;

let folder = '';
const processes: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-folder-'));
});
afterEach(() => {
  for (const one of processes.splice(0)) one.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** What a start says that takes the folder at this moment; it goes on living. */
function startAt(moment: number): Promise<{ pid: number | undefined; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, folder, String(moment)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  processes.push(child);
  return new Promise((resolve) =>
    child.stdout.once('data', (said: Buffer) => resolve({ pid: child.pid, said: said.toString().trim() })),
  );
}

test('of two starts at the same moment one has the data folder', async () => {
  const moment = Date.now() + LOADED_AFTER_MS;
  const starts = await Promise.all([startAt(moment), startAt(moment)]);
  expect(starts.map(({ said }) => said).toSorted()).toEqual(['refused', 'taken']);
  const { supervisor } = JSON.parse(readFileSync(join(folder, 'supervisor.json'), 'utf8'));
  expect(supervisor.pid).toBe(starts.find(({ said }) => said === 'taken')?.pid);
  expect(readdirSync(folder)).toEqual(['supervisor.json']);
});

test('what a start that was killed has left is taken over', async () => {
  const first = await startAt(0);
  expect(first.said).toBe('taken');
  process.kill(first.pid ?? 0, 'SIGKILL');
  expect((await startAt(0)).said).toBe('taken');
});
