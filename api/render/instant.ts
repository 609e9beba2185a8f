import { isoInstant } from '../../contracts/instants.ts';

/** An instant as answers show it, in +08:00. */
export function shown(at: Date | string): string {
  return isoInstant(typeof at === 'string' ? at : at.toISOString());
}

export function shownOrNull(at: Date | string | null): string | null {
  return at === null ? null : shown(at);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The codes of an event, with the instants among them as answers show them. */
export function shownData<Value>(data: Readonly<Record<string, Value>>): Record<string, Value | string> {
  const entries = Object.entries(data).map(([name, value]) => {
    return [name, typeof value === 'string' && INSTANT.test(value) ? shown(value) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** The day in the service centre's zone. */
export function shownDay(at: Date | string): string {
  return shown(at).slice(0, 10);
}
