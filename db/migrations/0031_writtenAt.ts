import { type Kysely, sql } from 'kysely';

/**
 * When an event was written, which may be long after it happened: who follows all events goes by this order.
 * The column without a value writes no row anew, and the default, set afterwards, is for what comes from now on, also from the former
 * version; an older event counts as written when it happened. Only the index reads the whole table, which waits for so long.
 * `ticket_events_by_time` stays: the figures of the last hour and day look for what happened then.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table ticket_events add column written_at timestamptz;
    alter table ticket_events alter column written_at set default clock_timestamp();
    create index ticket_events_by_writing on ticket_events (coalesce(written_at, at), ticket_no, seq);
  `.execute(db);
}
