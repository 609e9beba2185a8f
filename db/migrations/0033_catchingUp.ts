import { type Kysely, sql } from 'kysely';

/** A ticket's workflow may have to be told how far the ticket has come. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table outbox drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in ('start', 'message', 'recorded'))`.execute(db);
}
