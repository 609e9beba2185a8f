import { type Kysely, sql } from 'kysely';

/** What a message tells its ticket's workflow is kept with it, so that a word which is on its way when a limit is judged is found. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table messages add column posted jsonb`.execute(db);
}
