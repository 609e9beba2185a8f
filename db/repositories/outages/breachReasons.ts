import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { isArchived } from '../../../contracts/ticket.ts';
import type { DB } from '../../schema/rows.ts';
import { isMissed } from '../reading/missed.ts';

export interface BreachReasonWrite {
  /** The same for a repeated request. */
  readonly id: string;
  readonly ticketNo: TicketNo;
  readonly key: string;
  readonly author: Actor;
  readonly reason: string;
}

export type BreachReasonOutcome = { readonly at: Date } | 'unknown-limit' | 'not-missed' | 'archived';

/**
 * Puts why a limit was missed into the timeline of its ticket; it stays in PostgreSQL, and no limit changes by it. The same id again
 * changes nothing; a later reason stands beside the earlier.
 */
export async function writeBreachReason(db: Kysely<DB>, given: BreachReasonWrite): Promise<BreachReasonOutcome> {
  const { id, ticketNo, key, author, reason } = given;
  return db.transaction().execute(async (tx) => {
    const ticket = await tx
      .selectFrom('tickets')
      .select('status')
      .where('ticket_no', '=', ticketNo)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const repeated = await writtenAs(tx, ticketNo, id);
    if (repeated !== undefined) return repeated;
    if (ticket === undefined || isArchived(ticket.status)) return 'archived';
    const clock = await missedOr(tx, ticketNo, key);
    if (typeof clock === 'string') return clock;
    const actor = JSON.stringify(author);
    const data = JSON.stringify({ clock: clock.id, key });
    const { rows } = await sql<{ at: Date }>`
      with ticket as (
        update tickets set last_seq = last_seq + 1 where ticket_no = ${ticketNo} returning last_seq as seq, status
      ), words as (
        insert into texts (id, ticket_no, body, kept) values (${id}, ${ticketNo}, ${JSON.stringify({ reason })}, true)
      )
      insert into ticket_events (ticket_no, seq, type, at, actor, before_status, after_status, text_id, data)
      select ${ticketNo}, seq, 'breach-explained', clock_timestamp(), ${actor}, status, status, ${id}, ${data}::jsonb from ticket
      returning at
    `.execute(tx);
    return rows[0] ?? 'archived';
  });
}

function writtenAs(tx: Kysely<DB>, ticketNo: TicketNo, textId: string): Promise<{ readonly at: Date } | undefined> {
  const events = tx.selectFrom('ticket_events').select('at').where('ticket_no', '=', ticketNo);
  return events.where('text_id', '=', textId).executeTakeFirst();
}

/** Missed is also what runs past its limit although nobody has written that down yet; a wait is never missed. */
async function missedOr(
  tx: Kysely<DB>,
  ticketNo: TicketNo,
  key: string,
): Promise<{ readonly id: string } | 'unknown-limit' | 'not-missed'> {
  const clock = await tx
    .selectFrom('clocks')
    .select(['id', isMissed('clocks').as('missed')])
    .where('ticket_no', '=', ticketNo)
    .where('key', '=', key)
    .executeTakeFirst();
  if (clock === undefined) return 'unknown-limit';
  return clock.missed ? clock : 'not-missed';
}
