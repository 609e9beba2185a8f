import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { CACHE, ROOT } from './paths.ts';
import type { Command } from './processes.ts';

const ENTRIES = { api: 'api/main.ts', worker: 'worker/main.ts' } as const;
/** Loaded before the entry, in this order. */
const PRELOADED = { api: ['engine/orphan.mjs'], worker: ['engine/orphan.mjs', 'worker/leanThreads.mjs'] } as const;

/** One of our own two processes: from the folder of `buildOurCode`, or with `null` in TypeScript as it stands in the checkout. */
export function ourCommand(name: 'api' | 'worker', env: NodeJS.ProcessEnv, built: string | null): Command {
  const preloaded = PRELOADED[name].flatMap((file) => ['--import', pathToFileURL(join(ROOT, file)).href]);
  return {
    name,
    program: process.execPath,
    args:
      built === null
        ? ['--import', 'tsx', ...preloaded, join(ROOT, ENTRIES[name])]
        : ['--enable-source-maps', ...preloaded, join(built, `${name}.js`)],
    // Node 22 and later keep what they have compiled; older ones do not know it.
    env: { NODE_COMPILE_CACHE: join(CACHE, 'compiled'), ...env },
    cwd: ROOT,
    owner: null,
    stopSignal: 'SIGTERM',
    // The api lets open requests come to their end for 3 s, and writes down what it was still at.
    graceMs: 6000,
    parentBound: true,
  };
}
