import { type Kysely, sql } from 'kysely';

/** Mail that was given up is counted for whoever looks after the desk, among a table that keeps all notices. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index notices_mail_failed on notices (created_at) where mail_state = 'failed';
    create index notices_mail_pending on notices (created_at) where mail_state = 'pending';
  `.execute(db);
}
