import { type Kysely, sql } from 'kysely';

/**
 * Of what a complaint is, as it opened, whoever its review turns out to be about: one complaint of a ticket about one person is looked
 * into at a time. Empty: nobody was known. Reviews from before know nothing of it and stand beside each other.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table reviews add column complained_of text;
    create unique index reviews_complaint_under_way on reviews (ticket_no, complained_of)
      where complained_of is not null and status not in ('TOLD', 'SCORED', 'APPEALED', 'FINAL');
  `.execute(db);
}
