import { isDecided } from '../../db/repositories/decisions.ts';
import { hasLink } from '../../db/repositories/incidents.ts';
import type { LinkKind } from '../../contracts/ticket.ts';
import { refusalProblem } from './carryOut.ts';
import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import { findTicket } from '../../db/repositories/reading/tickets.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import { type Surroundings, unknownReference } from './context.ts';

/** Another ticket of the caller's own view. Throws `unknown-reference`. */
export async function otherTicket(
  ticketNo: string,
  pointer: string,
  { db, scope, state }: Surroundings,
): Promise<TicketNo> {
  const other = isTicketNo(ticketNo) && ticketNo !== state.ticketNo ? await findTicket(db, scope, ticketNo) : null;
  if (other === null) throw unknownReference(pointer, { zh: '另一工单的编号', en: 'the number of another ticket' });
  return other.ticket_no;
}

/** The ticket in which a duplicate's matter goes on: never one of another company. Throws `unknown-reference`. */
export async function ofTheCompany(ticketNo: string, pointer: string, around: Surroundings): Promise<TicketNo> {
  const target = await readTicketState(around.db, await otherTicket(ticketNo, pointer, around));
  if (target?.companyId === around.state.companyId) return target.ticketNo;
  throw unknownReference(pointer, {
    zh: '同一企业另一工单的编号',
    en: 'the number of another ticket of the same company',
  });
}

/** Another ticket that this one does not name in that way already. Throws `unknown-reference` or `state-conflict`. */
export async function unlinked(ticketNo: string, kind: LinkKind, around: Surroundings): Promise<TicketNo> {
  const { db, state, updateId } = around;
  const to = await otherTicket(ticketNo, '/to', around);
  const isThere = await hasLink(db, { from: state.ticketNo, to, kind });
  // The first request did its work unheard.
  if (!isThere || (await isDecided(db, state.ticketNo, updateId))) return to;
  const detail = {
    zh: `${state.ticketNo} 已以 ${kind} 关联 ${to}，没有变更。`,
    en: `${state.ticketNo} is linked to ${to} as ${kind} already; nothing was changed.`,
  };
  throw refusalProblem({ code: 'state-conflict', detail }, state, around.principal);
}
