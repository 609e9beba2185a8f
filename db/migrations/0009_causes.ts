import { type Kysely, sql } from 'kysely';

/** What a ticket's last decisions were made on, newest first: one for each version, since a worker may be lost with several of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table tickets add column causes text[] not null default '{}'`.execute(db);
  await sql`update tickets set causes = array[cause] where cause is not null`.execute(db);
  await sql`alter table tickets drop column cause`.execute(db);
}
