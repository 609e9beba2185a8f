import { type Kysely, sql } from 'kysely';

/** What each version of a ticket was decided on, all of them: a run that is reset to its first task gives every command once more. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table decisions (
      ticket_no text not null references tickets on delete cascade,
      version integer not null,
      cause text not null,
      primary key (ticket_no, version)
    );
    insert into decisions (ticket_no, version, cause)
      select ticket_no, version - position::int + 1, cause from tickets, unnest(causes) with ordinality as made (cause, position);
    alter table tickets drop column causes;
  `.execute(db);
}
