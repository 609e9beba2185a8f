import { type Kysely, sql } from 'kysely';

/** Tickets that wait for a senior agent are looked for by seniors all day; those from before had nobody waiting, as far as anybody kept it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    update tickets set state = state || '{"escalated": false, "heldSince": null}' where not state ? 'escalated';
    create index tickets_escalated on tickets (created_at, ticket_no) where (state ->> 'escalated')::boolean;
  `.execute(db);
}
