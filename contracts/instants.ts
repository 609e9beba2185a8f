/** An instant as ISO 8601 in UTC with milliseconds, as `new Date(ms).toISOString()` writes it: such strings sort by time. */
export type Instant = string;

/** A calendar day in the service centre's zone, `YYYY-MM-DD`. */
export type Day = string;

const OFFSET_MS = 8 * 3_600_000;

/** As a sentence says it, in the service centre's time to the minute: `2025-11-07 10:15`. */
export function shownInstant(at: Instant): string {
  return isoInstant(at).slice(0, 16).replace('T', ' ');
}

/** As answers give it, in +08:00: `2025-11-07T10:15:00+08:00`, with milliseconds only where there are any. */
export function isoInstant(at: Instant): string {
  const local = new Date(Date.parse(at) + OFFSET_MS).toISOString();
  return `${local.slice(0, 19)}${local.slice(19, 23) === '.000' ? '' : local.slice(19, 23)}+08:00`;
}

/** The service centre's day on which an instant falls. */
export function shanghaiDay(at: Instant): Day {
  return isoInstant(at).slice(0, 10);
}
