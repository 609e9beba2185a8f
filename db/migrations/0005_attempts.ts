import { type Kysely, sql } from 'kysely';

/** Commands that the rules refused: who tried what on which ticket. Beside the timeline, whose numbers stay without gaps. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table attempts (
      id bigint generated always as identity primary key,
      ticket_no text not null references tickets (ticket_no),
      -- As in the URL; a command on a task has its task beside it.
      command text not null,
      task_id text,
      actor jsonb not null,
      code text not null,
      at timestamptz not null default now()
    );
    create index attempts_by_ticket on attempts (ticket_no, id desc);
  `.execute(db);
}
