import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import type { Command } from './processes.ts';

const ENTRIES = { api: 'api/main.ts', worker: 'worker/main.ts' } as const;
/** Loaded before the entry, in this order. */
const PRELOADED = { api: ['engine/orphan.mjs'], worker: ['engine/orphan.mjs', 'worker/leanThreads.mjs'] } as const;

/** One of our own two processes, in TypeScript as it stands in the checkout. */
export function ourCommand(name: 'api' | 'worker', env: NodeJS.ProcessEnv): Command {
  const preloaded = PRELOADED[name].flatMap((file) => ['--import', pathToFileURL(join(ROOT, file)).href]);
  return {
    name,
    program: process.execPath,
    args: ['--import', 'tsx', ...preloaded, join(ROOT, ENTRIES[name])],
    env,
    cwd: ROOT,
    owner: null,
    stopSignal: 'SIGTERM',
    graceMs: name === 'worker' ? 6000 : 4000,
    parentBound: true,
  };
}
