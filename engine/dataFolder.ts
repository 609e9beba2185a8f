import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the folder with its parents and makes sure that it can be written in.
 * One by one: Node's own `recursive` never ends under /proc, where a folder can neither be made nor is refused for good.
 */
export function makeDataFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) mkdirSync(folder, { mode: 0o755 });
  // Tells a file that stands where the folder should be.
  mkdirSync(path, { recursive: true });
  accessSync(path, constants.W_OK | constants.X_OK);
}
