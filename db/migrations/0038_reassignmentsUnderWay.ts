import { type Kysely, sql } from 'kysely';

/** A re-assignment that Temporal was told of is looked for until it is over: one whose workflow was lost is started again. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index agent_changes_under_way on agent_changes (at) where due_at is not null and ended_at is null;
    drop index agent_changes_to_tell;
  `.execute(db);
}
