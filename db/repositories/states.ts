import type { Kysely } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';

/** The workflow's state as last recorded, or null where there is no such ticket. Asks for no right to read it. */
export async function readTicketState(db: Kysely<DB>, ticketNo: TicketNo): Promise<TicketState | null> {
  const row = await db.selectFrom('tickets').select('state').where('ticket_no', '=', ticketNo).executeTakeFirst();
  return row?.state ?? null;
}
