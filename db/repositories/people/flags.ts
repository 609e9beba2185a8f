import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { isArchived, type TicketStatus } from '../../../contracts/ticket.ts';
import type { DB } from '../../schema/rows.ts';

export interface FlagWrite {
  /** The same for a repeated request. */
  readonly id: string;
  readonly ticketNo: TicketNo;
  readonly author: Actor;
  readonly text: string;
}

/** A red flag: what was done at special request, by whom and when. */
export interface Flag {
  readonly id: string;
  readonly text: string;
  readonly author: Actor;
  readonly at: string;
}

/**
 * Puts a red flag on a ticket, with its line in the timeline; it stays in PostgreSQL. The same id again changes nothing. Null where
 * the ticket is archived.
 */
export async function writeFlag(db: Kysely<DB>, { id, ticketNo, author, text }: FlagWrite): Promise<Flag | null> {
  const actor = JSON.stringify(author);
  return db.transaction().execute(async (tx) => {
    const { rows: locked } = await sql<{ status: TicketStatus }>`
      select status from tickets where ticket_no = ${ticketNo} for no key update
    `.execute(tx);
    const written = await findFlag(tx, id);
    if (written !== null) return written;
    const status = locked[0]?.status;
    if (status === undefined || isArchived(status)) return null;
    await sql`
      with ticket as (
        update tickets set last_seq = last_seq + 1 where ticket_no = ${ticketNo} returning last_seq as seq, status
      ), message_in as (
        insert into messages (id, ticket_no, seq, author, body, internal, flag, created_at)
        select ${id}, ${ticketNo}, seq, ${actor}, ${text}, true, true, clock_timestamp() from ticket returning created_at
      )
      insert into ticket_events (ticket_no, seq, type, at, actor, before_status, after_status, data)
      select ${ticketNo}, seq, 'flagged', created_at, ${actor}, status, status, jsonb_build_object('messageId', ${id}::text)
      from ticket, message_in
    `.execute(tx);
    return findFlag(tx, id);
  });
}

async function findFlag(db: Kysely<DB>, id: string): Promise<Flag | null> {
  const { rows } = await sql<Flag>`
    select id, body as text, author, to_jsonb(created_at)#>>'{}' as at from messages where id = ${id} and flag
  `.execute(db);
  return rows[0] ?? null;
}
