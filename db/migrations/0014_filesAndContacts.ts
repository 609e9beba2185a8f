import { type Kysely, sql } from 'kysely';

/** Files that people add to tickets, and who looked at a contact whole. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table attachments (
      -- Random: an id cannot be guessed.
      id uuid primary key default gen_random_uuid(),
      -- Who uploaded it, as principals are named for their keys: only the same may add it to a ticket.
      owner text not null,
      name text not null,
      media_type text not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
      size integer not null check (size between 1 and 10485760),
      sha256 text not null,
      content bytea not null,
      created_at timestamptz not null default now(),
      -- Null until it is added to a ticket, which happens once.
      ticket_no text references tickets (ticket_no),
      -- The request that added it: its repeat adds nothing new and is answered as the first time.
      cause text,
      -- Internal notes and their files are the house's own.
      internal boolean not null default false,
      check ((ticket_no is null) = (cause is null))
    );
    -- Files are compressed already.
    alter table attachments alter column content set storage external;
    create index attachments_by_ticket on attachments (ticket_no, created_at, id) where ticket_no is not null;
    create index attachments_loose on attachments (owner, created_at) where ticket_no is null;

    create table contact_views (
      id bigint generated always as identity primary key,
      ticket_no text not null references tickets (ticket_no),
      actor jsonb not null,
      reason text not null,
      at timestamptz not null default now()
    );
    create index contact_views_by_ticket on contact_views (ticket_no, id desc);
    create trigger written_contact_views before update or delete on contact_views
      for each row execute function keep_as_written();
  `.execute(db);
}
