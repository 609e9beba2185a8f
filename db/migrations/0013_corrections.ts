import { type Kysely, sql } from 'kysely';

/**
 * Why a job was asked for, versions that were put in force although limits lose their calendar, and declared outages that are corrected
 * or withdrawn. Columns are added empty: the former version goes on writing without them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table jobs add column reason text;

    alter table timetable_audit
      -- Running limits lost the notice that they stood on, and whoever did it knew.
      add column forced boolean not null default false;

    alter table outages
      -- Withdrawn it explains nothing any more; the row stays for the audit.
      add column withdrawn_at timestamptz;
    drop index outages_going_on;
    create unique index outages_going_on on outages (component) where to_at is null and withdrawn_at is null;

    create table outage_audit (
      id bigint generated always as identity primary key,
      outage_id uuid not null references outages (id),
      action text not null check (action in ('declared', 'ended', 'corrected', 'withdrawn')),
      actor jsonb not null,
      at timestamptz not null default now(),
      reason text,
      -- As it stood before and after.
      before jsonb,
      after jsonb not null
    );
    create index outage_audit_by_outage on outage_audit (outage_id, id);
    create trigger written_outage_audit before update or delete on outage_audit
      for each row execute function keep_as_written();

    create index ticket_events_replanned on ticket_events (ticket_no, seq) where type = 'replanned';
  `.execute(db);
}
