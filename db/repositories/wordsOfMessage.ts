import { type RawBuilder, sql } from 'kysely';

/**
 * What stands below a notice `message-received`, as `{ text }`: the message on which the version of the ticket was decided that the notice
 * belongs to. Null for all others.
 * @param notice by which name the statement knows the notice's row
 */
export function wordsOfMessage(notice: string): RawBuilder<{ readonly text: string } | null> {
  return sql`(select jsonb_build_object('text', m.body)
    from decisions d join messages m on m.ticket_no = d.ticket_no and m.id::text = d.cause
    where ${sql.ref(notice)}.template = 'message-received'
      and d.ticket_no = ${sql.ref(notice)}.ticket_no and d.version = ${sql.ref(notice)}.version)`;
}
