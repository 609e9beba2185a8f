import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

const FOLDERS = [
  'contracts',
  'domain',
  'workflows',
  'activities',
  'db',
  'channels',
  'intake',
  'api',
  'worker',
  'config',
];
const SETTLE_MS = 200;

/** Calls `restart` once after each burst of changes to the sources. */
export function watchSources(say: (line: string) => void, restart: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of FOLDERS.map((name) => join(ROOT, name)).filter((path) => existsSync(path))) {
    watch(folder, { recursive: true }, (_, file) => {
      if (file?.endsWith('.ts') !== true) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        say(`${file} changed: restarting api and worker`);
        restart();
      }, SETTLE_MS);
    });
  }
}
