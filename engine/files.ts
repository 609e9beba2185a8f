import { readFileSync, renameSync, writeFileSync } from 'node:fs';

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
