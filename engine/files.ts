import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Replaces the file in one step: a reader sees the old or the new content, never half of it. */
export function writeAtomically(path: string, content: string, mode = 0o600): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, path);
}

/** The parsed JSON, or null where the file is missing or broken. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

const LEFT_AFTER_MS = 5000;
const LOOK_EVERY_MS = 50;

/** Does this short work while no other process does the like at the same path; whoever was killed at it is not waited for. */
export async function exclusively<T>(path: string, work: () => T): Promise<T> {
  const guard = `${path}.lock`;
  while (!create(guard)) {
    if (ageMs(guard) > LEFT_AFTER_MS) rmSync(guard, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  try {
    return work();
  } finally {
    rmSync(guard, { force: true });
  }
}

/** False where it is there already. */
function create(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function ageMs(path: string): number {
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return mtimeMs === undefined ? 0 : Date.now() - mtimeMs;
}
