import type { Instant } from '../../contracts/instants.ts';

/** The workflow's time: that of its latest task, the same on replay. */
export function now(): Instant {
  return new Date().toISOString();
}
