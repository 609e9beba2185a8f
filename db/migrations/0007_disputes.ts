import { type Kysely, sql } from 'kysely';

/** Disputes: how a supplier finds those it is a party of, and evidence that nobody changes once it is in. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index tickets_in_dispute on tickets ((state #>> '{dispute,supplierCompanyId}'), ticket_no)
      where state #>> '{dispute,supplierCompanyId}' is not null;

    create function keep_evidence() returns trigger language plpgsql as $$
    begin
      if exists (select from ticket_events e join tickets t on t.ticket_no = e.ticket_no
        where e.ticket_no = old.ticket_no and e.type = 'evidence-submitted' and e.text_id = old.id and t.status <> 'PURGED') then
        raise exception 'evidence is sealed: text % of % neither changes nor goes', old.id, old.ticket_no;
      end if;
      return coalesce(new, old);
    end $$;
    create trigger texts_keep_evidence before update of id, ticket_no, body on texts
      for each row execute function keep_evidence();
    create trigger texts_hold_evidence before delete on texts
      for each row when (old.kept) execute function keep_evidence();

    create function keep_seal() returns trigger language plpgsql as $$
    begin
      raise exception 'evidence is sealed: event % of % does not change', old.seq, old.ticket_no;
    end $$;
    create trigger ticket_events_keep_seal before update on ticket_events
      for each row when (old.type = 'evidence-submitted') execute function keep_seal();
  `.execute(db);
}
