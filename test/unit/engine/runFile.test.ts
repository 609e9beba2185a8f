import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markProcess } from '../../../engine/processIdentity.ts';
import { DataDirLock } from '../../../engine/runFile.ts';

let folder = '';
let child: ChildProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-run-'));
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const isThere = (): boolean => child.exitCode === null && child.signalCode === null;
const marked = (marks: object): void => writeFileSync(join(folder, 'supervisor.json'), JSON.stringify(marks));
const marks = (): object => JSON.parse(readFileSync(join(folder, 'supervisor.json'), 'utf8'));

describe('a start that was killed has left its marks', () => {
  test('what it has left running is ended, and nothing says any more that it runs', async () => {
    marked({ supervisor: { pid: child.pid, began: 'long ago' }, worker: markProcess(child.pid ?? 0) });
    writeFileSync(join(folder, 'run.json'), '{"httpUrl": "http://127.0.0.1:7300"}');
    const said: string[] = [];
    const ended = once(child, 'exit');
    const lock = await DataDirLock.take(folder, (line) => said.push(line));
    await ended;
    expect(said).toEqual([`ending worker (process ${child.pid}), left by a start that was killed`]);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
    expect(marks()).toEqual({ supervisor: markProcess(process.pid) });
    lock.release();
    expect(existsSync(join(folder, 'supervisor.json'))).toBe(false);
  });

  test('whoever has got one of its numbers since is no part of it, and is left alone', async () => {
    const another = { pid: child.pid, began: 'long ago' };
    marked({ supervisor: another, api: another, worker: another, temporal: another, postgres: another });
    const said: string[] = [];
    const lock = await DataDirLock.take(folder, (line) => said.push(line));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([said, isThere()]).toEqual([[], true]);
    lock.release();
  });
});
