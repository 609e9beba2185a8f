import { type Kysely, sql } from 'kysely';

/** Who holds a request's key and what its effect was; and indexes for what would else read a whole table. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table idempotency_keys
      -- Of the run that holds the key: another run can neither finish nor free it.
      add column token uuid,
      -- The id of what the request has made, written in the transaction of its effect.
      add column made text;

    create index notices_by_ticket on notices (ticket_no, created_at desc);
    create index ticket_links_by_target on ticket_links (to_ticket_no);
  `.execute(db);
}
