import { closeSync, mkdtempSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepShort, openLog } from '../../../engine/logFile.ts';

const TEN_MEGABYTES = 10_000_000;
const AN_HOUR_MS = 3_600_000;

let folder = '';
let path = '';
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'kefu-log-'));
  path = join(folder, 'logs', 'api.log');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

test('the log of a process that runs for long stays short, and nothing is lost of what it writes afterwards', () => {
  const log = openLog(path);
  const watch = keepShort(path);
  writeSync(log, 'x'.repeat(TEN_MEGABYTES + 1));
  vi.advanceTimersByTime(AN_HOUR_MS);
  writeSync(log, 'and on\n');
  vi.advanceTimersByTime(AN_HOUR_MS);
  expect(readFileSync(path, 'utf8')).toBe('and on\n');
  expect(statSync(`${path}.1`).size).toBe(TEN_MEGABYTES + 1);
  clearInterval(watch);
  closeSync(log);
});
