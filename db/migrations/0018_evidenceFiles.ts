import { type Kysely, sql } from 'kysely';

/** Files as evidence: whose they are, in which dispute, and since when nobody changes them any more. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table attachments
      -- Which side of which dispute of the ticket submits it; null: no evidence.
      add column party text check (party in ('buyer', 'supplier')),
      add column case_no integer,
      -- The instant of the event that sealed it; null: the command that brings it is under way.
      add column sealed_at timestamptz,
      add check ((party is null) = (case_no is null)),
      add check (sealed_at is null or party is not null);
    create index attachments_unsealed on attachments (created_at) where party is not null and sealed_at is null;

    create function keep_sealed_file() returns trigger language plpgsql as $$
    begin
      if not exists (select from tickets t where t.ticket_no = old.ticket_no and t.status = 'PURGED') then
        raise exception 'evidence is sealed: file % of % neither changes nor goes', old.id, old.ticket_no;
      end if;
      return coalesce(new, old);
    end $$;
    create trigger attachments_keep_evidence before update or delete on attachments
      for each row when (old.sealed_at is not null) execute function keep_sealed_file();
    -- So that the hash taken of the bytes when they came is theirs when they are submitted.
    create trigger attachments_stay_as_sent before update of owner, name, media_type, size, sha256, content on attachments
      for each row execute function keep_as_written();
  `.execute(db);
}
