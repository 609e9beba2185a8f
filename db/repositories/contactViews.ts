import type { Kysely } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Actor } from '../../contracts/people.ts';
import type { DB } from '../schema/rows.ts';

/** Somebody looks at a ticket's contact whole, and why. */
export interface ContactView {
  readonly ticketNo: TicketNo;
  readonly actor: Actor;
  readonly reason: string;
}

/**
 * The contact whole, written down as looked at in the same statement: nobody is told without a trace. The ticket was read in the
 * caller's scope before. Null where the ticket names no contact; that look is written down too.
 */
export async function viewContact(db: Kysely<DB>, { ticketNo, actor, reason }: ContactView) {
  const row = await db
    .with('view', (tx) =>
      tx
        .insertInto('contact_views')
        .values({ ticket_no: ticketNo, actor: JSON.stringify(actor), reason })
        .returning(['ticket_no', 'at']),
    )
    .selectFrom('view')
    .innerJoin('tickets', 'tickets.ticket_no', 'view.ticket_no')
    .select(['tickets.contact', 'view.at'])
    .executeTakeFirstOrThrow();
  return row;
}

/** One page of who looked, the latest first, before the one of that id. */
export function listContactViews(
  db: Kysely<DB>,
  { ticketNo, before, limit }: { ticketNo: TicketNo; before: number | null; limit: number },
) {
  const rows = db
    .selectFrom('contact_views')
    .selectAll()
    .where('ticket_no', '=', ticketNo)
    .orderBy('id', 'desc')
    .limit(limit);
  return (before === null ? rows : rows.where('id', '<', String(before))).execute();
}
