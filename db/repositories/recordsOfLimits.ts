import { sql } from 'kysely';

/** Whatever has limits has a record of its decisions, each with a version, in the order of their writing. */
export const RECORDS = {
  ticket: { events: sql.table('ticket_events'), owner: sql.ref('ticket_no'), order: sql.ref('seq') },
  review: { events: sql.table('review_events'), owner: sql.ref('review_id'), order: sql.ref('seq') },
  handover: { events: sql.table('handover_events'), owner: sql.ref('handover_id'), order: sql.ref('id') },
} as const;
export type RecordOfLimits = keyof typeof RECORDS;
