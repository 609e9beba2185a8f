import type { Kysely } from 'kysely';
import { orderOf, orderParties } from '../../db/repositories/orders.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { unknownReference } from './context.ts';

/** Which order, and against whom, the buyer's account says. */
interface Claimed {
  /** Undefined: the one that the ticket names. */
  readonly orderNo: string | undefined;
  readonly supplierCompanyId: string;
}

/**
 * The order of the platform's list by which the buyer brings in the supplier (docs/norms.md, disputes). Another company's is as unknown
 * as one that there is not. Throws `unknown-reference`.
 */
export async function tyingOrder(
  db: Kysely<DB>,
  { ticketNo, companyId }: Pick<TicketState, 'ticketNo' | 'companyId'>,
  { orderNo: named, supplierCompanyId }: Claimed,
): Promise<string> {
  const orderNo = named ?? (await orderOf(db, ticketNo));
  const parties = orderNo === null ? null : await orderParties(db, orderNo);
  if (orderNo === null || parties?.buyerCompanyId !== companyId) {
    throw unknownReference('/orderNo', {
      zh: `维权所涉的本公司平台订单号（${orderNo === null ? '工单未写明订单' : `没有订单 ${orderNo}`}）`,
      en: `the number of your company's order on the platform (${orderNo === null ? 'the ticket names none' : `there is no order ${orderNo}`})`,
    });
  }
  if (parties.supplierCompanyId === supplierCompanyId) return orderNo;
  throw unknownReference('/supplierCompanyId', {
    zh: `订单 ${orderNo} 的供应方的企业标识`,
    en: `the id of the supplier from whom the company has the order ${orderNo}`,
  });
}
