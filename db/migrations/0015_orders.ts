import { type Kysely, sql } from 'kysely';

/** The platform's orders as far as a dispute needs them: who bought from whom. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table orders (
      order_no text primary key,
      buyer_company_id text not null references companies (id),
      supplier_company_id text not null references companies (id)
    );
  `.execute(db);
}
