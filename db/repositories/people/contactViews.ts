import type { Kysely } from 'kysely';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';

/** Somebody looks at a ticket's contact whole, and why. */
export interface ContactView {
  readonly ticketNo: TicketNo;
  readonly actor: Actor;
  readonly reason: string;
}

/** Writes down that somebody looks, also where there is nothing to be seen; answers the look's id. */
export async function noteContactView(db: Kysely<DB>, { ticketNo, actor, reason }: ContactView): Promise<string> {
  const { id } = await db
    .insertInto('contact_views')
    .values({ ticket_no: ticketNo, actor: JSON.stringify(actor), reason })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * The contact whole, for a look that was written down: nobody is told without a trace. The ticket was read in the caller's scope before. Null
 * where the ticket names no contact.
 */
export function contactOfView(db: Kysely<DB>, viewId: string) {
  return db
    .selectFrom('contact_views')
    .innerJoin('tickets', 'tickets.ticket_no', 'contact_views.ticket_no')
    .where('contact_views.id', '=', viewId)
    .select(['tickets.contact', 'contact_views.at'])
    .executeTakeFirstOrThrow();
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
