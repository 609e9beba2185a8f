import { sql } from 'kysely';

/** Whatever has limits has a record of its decisions, each with a version. */
export const RECORDS = {
  ticket: { events: sql.table('ticket_events'), owner: sql.ref('ticket_no') },
  review: { events: sql.table('review_events'), owner: sql.ref('review_id') },
  handover: { events: sql.table('handover_events'), owner: sql.ref('handover_id') },
} as const;
export type RecordOfLimits = keyof typeof RECORDS;
