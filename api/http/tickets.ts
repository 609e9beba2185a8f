import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { findTicket, type FoundTicket, readTicket, type TicketRow } from '../../db/repositories/reading/tickets.ts';
import type { ApiDeps } from '../deps.ts';
import { renderTicket, type TicketReader } from '../render/ticket.ts';
import { actorOf } from './principal.ts';
import { notFound } from './problem.ts';

/** The ticket's state, if the caller may read it. Throws `not-found` for foreign and unknown ones alike. */
export async function ticketFor(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<FoundTicket> {
  const row = isTicketNo(ticketNo) ? await findTicket(deps.db, readScopeOf(principal), ticketNo) : null;
  if (row === null) throw notFound();
  return row;
}

/**
 * The ticket that a command is for. A repeat reaches it too where the first request did its work unheard and the ticket left
 * the caller's view by it: the update id is made of caller, key and body, so nobody else can have it.
 */
export async function ticketForCommand(
  deps: ApiDeps,
  principal: Principal,
  { ticketNo, updateId }: { readonly ticketNo: string; readonly updateId: string },
): Promise<FoundTicket> {
  if (!isTicketNo(ticketNo)) throw notFound();
  const seen = await findTicket(deps.db, readScopeOf(principal), ticketNo);
  if (seen !== null) return seen;
  const unseen = await findTicket(deps.db, { kind: 'all' }, ticketNo);
  if (unseen === null || !unseen.causes.includes(updateId)) throw notFound();
  return unseen;
}

export function readerOf(deps: ApiDeps, principal: Principal): TicketReader {
  return { actor: actorOf(principal), nowMs: Date.now(), temporalUiUrl: deps.settings.temporalUiUrl };
}

/** A ticket's row as the caller sees it. */
export function answerRow(deps: ApiDeps, principal: Principal, row: TicketRow): TicketAnswer {
  return renderTicket(row, readerOf(deps, principal));
}

/** The ticket as far as the caller may read it. Throws `not-found` for foreign and unknown ones alike. */
export async function answerTicket(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<TicketAnswer> {
  const row = isTicketNo(ticketNo) ? await readTicket(deps.db, readScopeOf(principal), ticketNo) : null;
  if (row === null) throw notFound();
  return answerRow(deps, principal, row);
}

/** What the caller's own command made of the ticket, told to him also where it left his view by that very command. */
export async function answerCommand(deps: ApiDeps, principal: Principal, ticketNo: TicketNo): Promise<TicketAnswer> {
  const row = await readTicket(deps.db, { kind: 'all' }, ticketNo);
  if (row === null) throw notFound();
  return answerRow(deps, principal, row);
}

export function etag(version: number): string {
  return `"${version}"`;
}
