import { type Kysely, sql } from 'kysely';

/** What an incident's head answered its followers remembers the categories in which it was said there, too. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`update ticket_events w set said_in = array(select distinct unnest(w.said_in || h.said_in)) from ticket_events h
    where w.type = 'incident-answered' and h.ticket_no = w.data ->> 'incident' and h.text_id = w.text_id
      and h.type in ('answered', 'suggestion-reviewed')`.execute(db);
  await sql`update notices w set said_in = e.said_in from ticket_events e
    where e.type = 'incident-answered' and (e.ticket_no, e.version) = (w.ticket_no, w.version) and e.text_id = w.text_id`.execute(
    db,
  );
}
