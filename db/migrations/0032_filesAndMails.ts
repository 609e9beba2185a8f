import { type Kysely, sql } from 'kysely';

/**
 * A file may be held for a request before it belongs to a ticket, so that no other request takes it meanwhile; the decision takes what is
 * held by its cause. A mail to several people remembers who has got it. Looks at contacts, which nobody changes, may be swept after three years.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table attachments
      drop constraint attachments_check,
      add constraint attachments_taken_by check (ticket_no is null or cause is not null);
    create index attachments_held on attachments (cause) where ticket_no is null and cause is not null;

    alter table notices add column mailed_to text[] not null default '{}';

    drop trigger written_contact_views on contact_views;
    create trigger written_contact_views before update on contact_views
      for each row execute function keep_as_written();
    create trigger kept_contact_views before delete on contact_views
      for each row when (old.at > now() - interval '3 years') execute function keep_as_written();
  `.execute(db);
}
