import { type Kysely, sql } from 'kysely';

/** How many a sample was to have, where fewer were left to draw: by that the same wish is known again. Null in what an older version draws meanwhile. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table review_samples add column wished integer;
    update review_samples set wished =
      (select count(*) from review_sample_tickets drawn where drawn.sample_id = review_samples.id);
  `.execute(db);
}
