import { type Kysely, sql } from 'kysely';

/** When each worker last said that it lives: from the first sign after a silence the outage is known, also where no limit fell in it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table worker_signs (
      process_id uuid primary key,
      at timestamptz not null default now(),
      -- It was told to stop: what follows was meant by somebody.
      stopped boolean not null default false
    );
    -- Written every few seconds: a row must find its new place on its own page.
    alter table worker_signs set (fillfactor = 50);
  `.execute(db);
}
