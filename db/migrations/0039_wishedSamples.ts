import { type Kysely, sql } from 'kysely';

/** How many a sample was to have, where fewer were left to draw: by that the same wish is known again. Null in samples from before. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table review_samples add column wished integer`.execute(db);
}
