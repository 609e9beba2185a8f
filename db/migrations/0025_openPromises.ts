import { type Kysely, sql } from 'kysely';

/** What was promised to customers and is still to be kept, on closed tickets too, which are many. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index clocks_promised on clocks (ticket_no) where id = 'PROMISE' and status = 'running'`.execute(db);
}
