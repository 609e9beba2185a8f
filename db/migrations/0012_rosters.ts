import { type Kysely, sql } from 'kysely';

/** Rosters in versions, who is on duty by them, and the notes by which one shift hands over to the next. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table roster_versions (
      -- The Monday.
      week text not null check (week ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
      version integer not null check (version > 0),
      status text not null check (status in ('draft', 'replaced', 'published', 'superseded')),
      days jsonb not null,
      note text,
      written_by jsonb not null,
      written_at timestamptz not null default now(),
      published_by jsonb,
      published_at timestamptz,
      primary key (week, version),
      check ((published_at is not null) = (status in ('published', 'superseded')))
    );
    create unique index roster_versions_draft on roster_versions (week) where status = 'draft';
    create unique index roster_versions_in_force on roster_versions (week) where status = 'published';

    -- The published rosters as instants, so that whoever is on duty is found in the statement that needs him.
    create table roster_duties (
      week text not null,
      day text not null,
      shift text not null check (shift in ('ONCALL', 'DAY', 'LATE')),
      staff_no text not null references staff (staff_no),
      position integer not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      primary key (day, shift, staff_no),
      check (starts_at < ends_at)
    );
    create index roster_duties_by_end on roster_duties (ends_at, starts_at);
    create index roster_duties_by_week on roster_duties (week);

    create table handovers (
      handover_id text primary key check (handover_id ~ '^handover-[0-9]{4}-[0-9]{2}-[0-9]{2}-(ONCALL|DAY|LATE)$'),
      day text not null,
      shift text not null check (shift in ('ONCALL', 'DAY', 'LATE')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      status text not null default 'PENDING',
      version integer not null default 0,
      accepted_by text,
      accepted_at timestamptz,
      due_at timestamptz,
      breached boolean not null default false,
      opening jsonb not null,
      -- Null: its workflow has not begun yet.
      state jsonb,
      explanation jsonb not null default '{"zh": "", "en": ""}',
      -- What the outgoing shift says about the whole.
      note text,
      noted_by text,
      noted_at timestamptz,
      -- When somebody last tried to start it.
      touched_at timestamptz not null default now(),
      unique (day, shift)
    );
    create index handovers_newest on handovers (ends_at desc, handover_id desc);
    create index handovers_to_start on handovers (touched_at) where state is null;
    create index handovers_open on handovers (ends_at) where status in ('PENDING', 'OPEN');

    create table handover_lines (
      handover_id text not null references handovers (handover_id),
      ticket_no text not null references tickets (ticket_no),
      kind text not null check (kind in ('urgent', 'left-message', 'promise')),
      due_at timestamptz,
      -- Who had it when it came onto the note.
      assignee text,
      note text,
      noted_by text,
      noted_at timestamptz,
      -- Null: not handed over yet.
      outcome text check (outcome in ('handed-over', 'stays', 'queued', 'settled')),
      handed_to text,
      added_at timestamptz not null default now(),
      primary key (handover_id, ticket_no)
    );

    create table handover_events (
      id bigint generated always as identity primary key,
      handover_id text not null references handovers (handover_id),
      type text not null,
      at timestamptz not null,
      actor jsonb not null,
      data jsonb not null default '{}',
      -- Of a decision: its version and place in it, so that it stands once; null: written beside the workflow.
      version integer,
      position integer,
      unique (handover_id, version, position)
    );
    create index handover_events_by_handover on handover_events (handover_id, id);

    -- A hand-over has many tickets, and its notices none.
    alter table notices alter column ticket_no drop not null;
  `.execute(db);
}
