import { type Kysely, sql } from 'kysely';

/** Accounts that are limited after abuse, and what an opening, an incident and the red list look for. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table account_limits (
      id uuid primary key default gen_random_uuid(),
      account_id text not null references accounts (id),
      -- What happened, on which ticket; both persons looked at it.
      ticket_no text not null references tickets (ticket_no),
      reason text not null,
      proposed_by text not null references staff (staff_no),
      proposed_at timestamptz not null default now(),
      decided_by text references staff (staff_no),
      decided_at timestamptz,
      approved boolean,
      -- Set where it was approved.
      until timestamptz,
      lifted_by text references staff (staff_no),
      lifted_at timestamptz,
      lift_reason text,
      check (proposed_by <> decided_by),
      check ((decided_at is null) = (approved is null)),
      check ((approved is true) = (until is not null)),
      check (lifted_at is null or approved)
    );
    create unique index account_limits_undecided on account_limits (account_id) where decided_at is null;
    create index account_limits_by_account on account_limits (account_id, until) where approved and lifted_at is null;

    create index tickets_by_order on tickets (company_id, order_no, created_at desc) where order_no is not null;
    create index tickets_of_incident on tickets ((state ->> 'incident'), ticket_no) where state ->> 'incident' is not null;
    create index tickets_supervised on tickets (ticket_no) where (state ->> 'supervised')::boolean;
    create index tickets_owed on tickets (closed_at) where status = 'CLOSED' and state ->> 'owed' is not null;
    create index ticket_events_downgraded on ticket_events (at) where type = 'urgent-downgraded';
  `.execute(db);
}
