import { copyFileSync, existsSync, mkdirSync, openSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

const LIMIT_BYTES = 10_000_000;
const LOOK_EVERY_MS = 10_000;

/** Puts a log that has grown too long aside as `….1`. Copied, not renamed: whoever writes it has it open, and goes on at its new beginning. */
function cutDown(path: string): void {
  try {
    if (!existsSync(path) || statSync(path).size <= LIMIT_BYTES) return;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  } catch {
    // A full disk ends no supervision; the next look tries again.
  }
}

/** A descriptor that appends to the log, also after it was cut down. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a', 0o600);
}

/** Cuts the log down now and whenever it has grown too long, until the timer is cleared. */
export function keepShort(path: string): NodeJS.Timeout {
  cutDown(path);
  return setInterval(cutDown, LOOK_EVERY_MS, path).unref();
}
