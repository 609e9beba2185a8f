import type { Kysely } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import type { DB } from '../schema/rows.ts';

export interface OrderParties {
  readonly buyerCompanyId: string;
  readonly supplierCompanyId: string;
}

/** Who bought from whom by the platform's list, null where the list does not have the order. Asks for no right to know it. */
export async function orderParties(db: Kysely<DB>, orderNo: string): Promise<OrderParties | null> {
  const row = await db
    .selectFrom('orders')
    .select(['buyer_company_id as buyerCompanyId', 'supplier_company_id as supplierCompanyId'])
    .where('order_no', '=', orderNo)
    .executeTakeFirst();
  return row ?? null;
}

/** The order that a ticket names, null where it names none; the ticket was read in a scope before. */
export async function orderOf(db: Kysely<DB>, ticketNo: TicketNo): Promise<string | null> {
  const row = await db.selectFrom('tickets').select('order_no').where('ticket_no', '=', ticketNo).executeTakeFirst();
  return row?.order_no ?? null;
}
