import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What was fetched and may be fetched again; outside node_modules, because `npm ci` empties that. */
export const CACHE = join(ROOT, '.cache');
