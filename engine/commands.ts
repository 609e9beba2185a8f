import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import type { Command } from './processes.ts';

const ENTRIES = { api: 'api/main.ts', worker: 'worker/main.ts' } as const;

/** One of our own two processes, in TypeScript as it stands in the checkout. */
export function ourCommand(name: 'api' | 'worker', env: NodeJS.ProcessEnv): Command {
  const orphan = pathToFileURL(join(ROOT, 'engine/orphan.mjs')).href;
  return {
    name,
    program: process.execPath,
    args: ['--import', 'tsx', '--import', orphan, join(ROOT, ENTRIES[name])],
    env,
    cwd: ROOT,
    owner: null,
    stopSignal: 'SIGTERM',
    graceMs: name === 'worker' ? 6000 : 4000,
    parentBound: true,
  };
}
