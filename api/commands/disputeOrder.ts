import type { Kysely } from 'kysely';
import { orderOf, orderParties } from '../../db/repositories/orders.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { unknownReference } from './context.ts';

/**
 * A buyer brings in a supplier only for an order between the two (docs/norms.md, row 18). An order that the platform's list
 * does not have is taken at the buyer's word, and so is a ticket that names none. Throws `unknown-reference`.
 */
export async function refuseUntiedOrder(
  db: Kysely<DB>,
  { ticketNo, companyId }: Pick<TicketState, 'ticketNo' | 'companyId'>,
  supplierCompanyId: string,
): Promise<void> {
  const orderNo = await orderOf(db, ticketNo);
  const parties = orderNo === null ? null : await orderParties(db, orderNo);
  if (parties === null) return;
  if (parties.buyerCompanyId === companyId && parties.supplierCompanyId === supplierCompanyId) return;
  throw unknownReference('/supplierCompanyId', {
    zh: `与贵公司有订单 ${orderNo} 的供应方的企业标识`,
    en: `the id of the supplier from whom the company has the order ${orderNo}`,
  });
}
