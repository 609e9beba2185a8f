const OFFSET_MS = 8 * 3_600_000;

/** An instant as answers show it: `2025-11-07T10:15:00+08:00`, with milliseconds only where there are any. */
export function shown(at: Date | string): string {
  const local = new Date(new Date(at).getTime() + OFFSET_MS).toISOString();
  return `${local.slice(0, 19)}${local.slice(19, 23) === '.000' ? '' : local.slice(19, 23)}+08:00`;
}

export function shownOrNull(at: Date | string | null): string | null {
  return at === null ? null : shown(at);
}

/** The day in the service centre's zone. */
export function shownDay(at: Date | string): string {
  return shown(at).slice(0, 10);
}
