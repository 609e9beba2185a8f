import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const START_LIMIT_MS = 30_000;

/** Starts a process of a service that ours is compared with. */
export function startCompanion(file: string, env: Readonly<Record<string, string>>): ChildProcess {
  const path = fileURLToPath(new URL(`../yardstick/${file}`, import.meta.url));
  return fork(path, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env } });
}

/** What it says first, once it serves. */
export async function firstWordOf(companion: ChildProcess): Promise<unknown> {
  const [word]: unknown[] = await once(companion, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) });
  return word;
}
