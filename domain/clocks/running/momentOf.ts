import type { Instant } from '../../../contracts/instants.ts';

/** The moment of a limit that a line of a record is about, in UTC: of a breach its end; where the line names none, when it was written. */
export function momentOf({
  at,
  data,
}: {
  readonly at: Instant;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}): Instant {
  return String(data['at'] ?? data['dueAt'] ?? at);
}
