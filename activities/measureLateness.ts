import type { Kysely } from 'kysely';
import { type Lateness, measureOutage } from '../db/repositories/outages/outages.ts';
import type { DB } from '../db/schema/rows.ts';
import { LATE_MS, lateness } from '../domain/reports/lateness.ts';

/** Writes down as an outage that moments of limits were looked at late in a decision; safe to repeat. */
export async function measureLateness(
  db: Kysely<DB>,
  decision: Pick<Lateness, 'of' | 'id' | 'version'>,
  events: Parameters<typeof lateness>[0],
): Promise<void> {
  const late = lateness(events);
  if (late !== null) await measureOutage(db, { ...decision, ...late, longerThanMs: LATE_MS });
}
