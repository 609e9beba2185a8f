import { type Kysely, sql } from 'kysely';

/** Who takes conversations now, how many, of which kind; every change of it; and what an opening looks for to find an agent. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table agent_states (
      staff_no text primary key references staff (staff_no),
      state text not null default 'off' check (state in ('ready', 'away', 'off')),
      reason text,
      since timestamptz not null default now(),
      capacity integer not null default 5 check (capacity between 1 and 50),
      -- Counts the tickets given to him by rule: two that are given at once see each other by it.
      claims bigint not null default 0,
      last_assigned_at timestamptz
    ) with (fillfactor = 50);
    create index agent_states_ready on agent_states (staff_no) where state = 'ready';

    create table agent_skills (
      staff_no text not null references staff (staff_no),
      -- A department, a category, or a group of them.
      skill text not null,
      primary key (staff_no, skill)
    );

    -- Who changed what, and the re-assignment that follows from it.
    create table agent_changes (
      id bigint generated always as identity primary key,
      staff_no text not null references staff (staff_no),
      kind text not null check (kind in ('state', 'skills', 'reassign')),
      before jsonb not null,
      after jsonb not null,
      reason text,
      -- Null: the desk itself.
      by text references staff (staff_no),
      at timestamptz not null default now(),
      -- When his tickets go to others; null where none do.
      due_at timestamptz,
      -- When Temporal was told.
      told_at timestamptz,
      ended_at timestamptz,
      tickets text[],
      moved integer not null default 0,
      queued integer not null default 0,
      kept integer not null default 0,
      superseded boolean not null default false
    );
    create index agent_changes_by_staff on agent_changes (staff_no, id desc);
    create index agent_changes_to_tell on agent_changes (at)
      where due_at is not null and told_at is null and ended_at is null;

    create index tickets_in_hand on tickets (assignee) where status = 'IN_PROGRESS';
    create index tickets_with_contact on tickets (company_id, created_at desc)
      where closed_at is null and first_contact is not null;

    -- A red flag: what was done at special request, with who and when.
    alter table messages add column flag boolean not null default false;
    create index messages_flagged on messages (ticket_no, seq) where flag;
  `.execute(db);
}
