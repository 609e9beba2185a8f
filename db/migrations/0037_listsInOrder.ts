import { type Kysely, sql } from 'kysely';

/** Lists of tasks in their order, and of what one account of a large company asked. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index tasks_by_milestone on tasks (milestone_at, task_id);
    create index tickets_by_account on tickets (company_id, account_id, created_at desc);
  `.execute(db);
}
