import { type Kysely, sql } from 'kysely';

/** Work on many tickets at once, with how far it has come: an interrupted job goes on from its cursor. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table jobs (
      id uuid primary key default gen_random_uuid(),
      -- Newest first; two of the same instant keep their order.
      number bigint generated always as identity unique,
      kind text not null check (kind in ('what-if', 'replan')),
      -- Null: each limit keeps its own.
      calendar integer,
      policy integer,
      -- As they stood when the job was asked for: a draft may change meanwhile.
      contents jsonb not null,
      selection jsonb not null,
      actor jsonb not null,
      status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
      total integer not null default 0,
      done integer not null default 0,
      failed integer not null default 0,
      failures jsonb not null default '[]',
      -- Tickets up to this number are dealt with.
      cursor text,
      -- What is about to be given to the tickets after the cursor; null between two pages.
      page jsonb,
      result jsonb,
      -- Why it could not be run to its end.
      failure text,
      cancelled_by jsonb,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      -- When it last got on.
      touched_at timestamptz not null default now(),
      ended_at timestamptz,
      check (calendar is not null or policy is not null),
      check ((status in ('done', 'failed', 'cancelled')) = (ended_at is not null))
    );
    create index jobs_under_way on jobs (touched_at) where status in ('queued', 'running');
    create index clocks_provisional on clocks (ticket_no) where provisional and status in ('running', 'paused');
  `.execute(db);
}
