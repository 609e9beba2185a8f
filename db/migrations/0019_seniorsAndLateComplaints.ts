import { type Kysely, sql } from 'kysely';

/**
 * Tickets that wait for a senior agent are looked for by seniors all day; those from before had nobody waiting, as far as anybody kept
 * it. Reviews of archived tickets, which no ticket's workflow numbers and starts any more. And who is new at the desk has a mentor.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    update tickets set state = state || '{"escalated": false, "heldSince": null}' where not state ? 'escalated';
    create index tickets_escalated on tickets (created_at, ticket_no) where (state ->> 'escalated')::boolean;

    create table late_reviews (
      review_id text primary key,
      ticket_no text not null references tickets (ticket_no),
      -- The command that asked for it, so that its repeat asks for no second one.
      cause text not null unique,
      opening jsonb not null,
      asked_at timestamptz not null default now(),
      -- Null: its workflow is still to be started.
      started_at timestamptz
    );
    create index late_reviews_by_ticket on late_reviews (ticket_no);
    create index late_reviews_to_start on late_reviews (asked_at) where started_at is null;

    alter table agent_states add column mentor text references staff (staff_no) check (mentor <> staff_no);
    alter table agent_changes drop constraint agent_changes_kind_check;
    alter table agent_changes add constraint agent_changes_kind_check
      check (kind in ('state', 'skills', 'reassign', 'mentor'));
  `.execute(db);
}
