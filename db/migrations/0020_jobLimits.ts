import { type Kysely, sql } from 'kysely';

/** Each limit that a what-if found to change, so that whoever asked can look at all of them and not only at the first. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table job_limits (
      -- In the order of the tickets.
      id bigint generated always as identity primary key,
      job_id uuid not null references jobs (id),
      change text not null check (change in ('would-breach', 'saved', 'earlier', 'later', 'day-off')),
      ticket_no text not null,
      -- Null: the ticket's own limit.
      review_id text,
      department text not null,
      clock text not null,
      key text not null,
      from_at timestamptz,
      to_at timestamptz
    );
    create index job_limits_by_change on job_limits (job_id, change, id);
  `.execute(db);
}
