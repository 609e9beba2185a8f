import { type Kysely, sql } from 'kysely';

/** Of each duty the tickets that it is owed to, the longest waiting first: the list of duties reads no more than it shows. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index tickets_by_duty on tickets (owed, closed_at, ticket_no) where status = 'CLOSED' and owed is not null;
    drop index tickets_owed;
  `.execute(db);
}
