import { type Kysely, sql } from 'kysely';

/**
 * Time in which the desk itself stood still, promises made in messages, and what reports look for.
 * Columns are added empty: the former version goes on writing messages without them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table outages (
      id uuid primary key default gen_random_uuid(),
      -- measured: limits were looked at too late; declared: somebody on duty said so.
      cause text not null check (cause in ('measured', 'declared')),
      component text not null,
      from_at timestamptz not null,
      -- Null: goes on.
      to_at timestamptz,
      note text,
      declared_by jsonb,
      ended_by jsonb,
      created_at timestamptz not null default now(),
      check (to_at > from_at),
      check ((cause = 'declared') = (declared_by is not null)),
      check (cause = 'declared' or to_at is not null)
    );
    create index outages_by_start on outages (from_at desc, id desc);
    create unique index outages_going_on on outages (component) where to_at is null;

    alter table messages add column promise_by timestamptz, add column promise_what text;
    create index messages_with_promise on messages (ticket_no) where promise_by is not null;

    create index ticket_events_promised on ticket_events (at) where type = 'promised';
    create index clocks_breached_by_due on clocks (due_at) where breached;
  `.execute(db);
}
