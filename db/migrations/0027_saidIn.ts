import { type Kysely, sql } from 'kysely';

/** The categories whose words are not for every account (domain/ticket/covered.ts) when this ran; of all others there is nothing to remember. */
const KEPT_CLOSE = [
  'ACC.QUAL.STATUS',
  'ACC.QUAL.REVIEW',
  'ORD.PAY.FAILED',
  'ORD.PAY.VOUCHER',
  'ORD.PAY.DUPLICATE',
  'ORD.PAY.REFUND',
  'ORD.DISPUTE.INVOICE',
  'OTH.INVOICE.DELIVERY',
  'MER.FIN.STATEMENT',
  'MER.FIN.DEPOSIT',
];

/**
 * Words remember the categories in which they were said, and files the ticket from which a merge brought them, so that neither another
 * classification nor a merge opens them. What stands is taken to have been said in its ticket's category; what was moved, in that of the
 * ticket it came from as well.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table messages add column said_in text[] not null default '{}';
    alter table ticket_events add column said_in text[] not null default '{}';
    alter table tasks add column said_in text[] not null default '{}';
    alter table notices add column said_in text[] not null default '{}';
    alter table attachments add column said_in text[] not null default '{}', add column moved_from text;
  `.execute(db);
  const standing = sql`from tickets t where t.category = any(${KEPT_CLOSE})`;
  await sql`update messages w set said_in = array[t.category] ${standing} and t.ticket_no = w.ticket_no`.execute(db);
  await sql`update tasks w set said_in = array[t.category] ${standing} and t.ticket_no = w.ticket_no`.execute(db);
  await sql`update attachments w set said_in = array[t.category] ${standing} and t.ticket_no = w.ticket_no`.execute(db);
  await sql`update notices w set said_in = array[t.category] ${standing} and t.ticket_no = w.ticket_no
    and w.text_id is not null`.execute(db);
  await sql`update ticket_events w set said_in = array[t.category] ${standing} and t.ticket_no = w.ticket_no
    and (w.text_id is not null or w.type = 'message')`.execute(db);
  await sql`update ticket_events w set said_in = array_append(w.said_in, t.category) ${standing}
    and w.type = 'message' and t.ticket_no = w.data ->> 'movedFrom'`.execute(db);
  await sql`update messages w set said_in = e.said_in from ticket_events e
    where w.moved_from is not null and (e.ticket_no, e.seq) = (w.ticket_no, w.seq)`.execute(db);
  // Of the files of a message its line knows.
  await sql`update attachments w set said_in = e.said_in, moved_from = e.data ->> 'movedFrom'
    from ticket_events e, jsonb_array_elements_text(e.data -> 'attachments') file
    where e.type = 'message' and e.data ? 'movedFrom' and w.id = file::uuid`.execute(db);
}
