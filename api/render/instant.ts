import { shownInstant } from '../../contracts/instants.ts';

/** An instant as answers show it, in +08:00. */
export function shown(at: Date | string): string {
  return shownInstant(typeof at === 'string' ? at : at.toISOString());
}

export function shownOrNull(at: Date | string | null): string | null {
  return at === null ? null : shown(at);
}

/** The day in the service centre's zone. */
export function shownDay(at: Date | string): string {
  return shown(at).slice(0, 10);
}
