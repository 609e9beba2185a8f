import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import { isDuplicateOf } from '../../db/repositories/merging.ts';
import { findTicket } from '../../db/repositories/reading/tickets.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { Problem } from '../http/problem.ts';
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

/** What belongs to one company is never said to belong to another. Throws `unknown-reference`. */
async function ofTheCompany(ticketNo: string, pointer: string, around: Surroundings): Promise<TicketState> {
  const target = await readTicketState(around.db, await otherTicket(ticketNo, pointer, around));
  if (target?.companyId === around.state.companyId) return target;
  throw unknownReference(pointer, {
    zh: '同一企业另一工单的编号',
    en: 'the number of another ticket of the same company',
  });
}

function unfit(detail: Words, pointer: string, expected: Words): Problem {
  return new Problem('unknown-reference', detail, { errors: [{ pointer, expected }] });
}

/** The ticket that goes on: what is merged into a closed one is read by nobody. Throws `unknown-reference`. */
export async function mergeTarget(ticketNo: string, around: Surroundings): Promise<TicketNo> {
  const target = await ofTheCompany(ticketNo, '/into', around);
  if (isOpen(target.status)) return target.ticketNo;
  const detail = {
    zh: `${target.ticketNo} 已结案（${target.closeReason ?? target.status}），不能并入。`,
    en: `${target.ticketNo} is closed (${target.closeReason ?? target.status}); nothing can be merged into it.`,
  };
  throw unfit(detail, '/into', {
    zh: '同一企业另一未结案工单的编号',
    en: 'the number of another open ticket of the same company',
  });
}

/** The ticket that was there first, closed or not, so that the two never lean on each other. Throws `unknown-reference`. */
export async function original(ticketNo: string, around: Surroundings): Promise<TicketNo> {
  const { db, state } = around;
  const target = await ofTheCompany(ticketNo, '/of', around);
  if (!(await isDuplicateOf(db, target.ticketNo, state.ticketNo))) return target.ticketNo;
  const detail = {
    zh: `${target.ticketNo} 本身已作为 ${state.ticketNo} 的重复工单结案。`,
    en: `${target.ticketNo} itself is closed as a duplicate of ${state.ticketNo}.`,
  };
  throw unfit(detail, '/of', {
    zh: '同一企业另一工单的编号，且该工单不是本工单的重复',
    en: 'the number of another ticket of the same company that is no duplicate of this one',
  });
}
