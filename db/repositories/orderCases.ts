import { type Kysely, sql } from 'kysely';
import type { TicketNo } from '../../contracts/ids.ts';
import { type Dispute, isRuled, isRunning } from '../../domain/dispute/dispute.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { DB } from '../schema/rows.ts';

interface OrderCase {
  readonly ticketNo: TicketNo;
  readonly dispute: Dispute;
}

/** The order that the latest claim of a ticket names. */
const ORDER_CLAIMED = sql<string>`(
  select said.body ->> 'orderNo' from ticket_events e join texts said on said.id = e.text_id
  where e.ticket_no = tickets.ticket_no and e.type = 'dispute-opened' order by e.seq desc limit 1)`;

/**
 * The case of another ticket that is open about the order of this claim, or was ruled on: the order ties the same two. Null: there is
 * none. To be asked, and followed by the writing, in one transaction: until its end no other claim on the order is judged.
 */
export async function otherCaseOnOrder(
  tx: Kysely<DB>,
  { ticketNo, companyId, dispute }: Pick<TicketState, 'ticketNo' | 'companyId' | 'dispute'>,
  claimTextId: string,
): Promise<OrderCase | null> {
  const claim = await tx
    .selectFrom('texts')
    .select(sql<string | null>`body ->> 'orderNo'`.as('orderNo'))
    .where('id', '=', claimTextId)
    .executeTakeFirst();
  const orderNo = claim?.orderNo ?? null;
  if (orderNo === null || dispute === null) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended('dispute:' || ${orderNo}, 0))`.execute(tx);
  const { rows } = await sql<OrderCase>`
    select tickets.ticket_no as "ticketNo", tickets.state -> 'dispute' as dispute from tickets
    where tickets.suppliers is not null and tickets.suppliers @> to_jsonb(${dispute.supplierCompanyId}::text)
      and tickets.state #>> '{dispute,supplierCompanyId}' = ${dispute.supplierCompanyId}
      and tickets.company_id = ${companyId} and tickets.ticket_no <> ${ticketNo}
      and ${ORDER_CLAIMED} = ${orderNo}
    order by tickets.created_at
  `.execute(tx);
  return rows.find((other) => isRunning(other.dispute) || isRuled(other.dispute)) ?? null;
}
