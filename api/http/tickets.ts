import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import { isDecided } from '../../db/repositories/decisions.ts';
import { type ReadScope, readScopeOf, supplierScopeOf } from '../../db/repositories/reading/scope.ts';
import { findTicket, type FoundTicket, readTicket, type TicketRow } from '../../db/repositories/reading/tickets.ts';
import { boundsOf } from '../../domain/ticket/covered.ts';
import { mayDispute } from '../../domain/ticket/reading.ts';
import { commandsFor } from '../commands/accountScope.ts';
import type { ApiDeps } from '../deps.ts';
import type { Audience } from '../render/audience.ts';
import { renderTicket, type TicketReader } from '../render/ticket.ts';
import { actorOf } from './principal.ts';
import { notFound, Problem } from './problem.ts';

/** A ticket that the caller reads, and as whom. */
export interface SeenTicket {
  readonly row: FoundTicket;
  readonly scope: ReadScope;
  readonly audience: Audience;
}

/** The ticket's state, if the caller may read it, also as the other party of its dispute. Throws `not-found` for foreign and unknown ones alike. */
export async function ticketSeenBy(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<SeenTicket> {
  if (!isTicketNo(ticketNo)) throw notFound();
  const scope = readScopeOf(principal);
  const row = await findTicket(deps.db, scope, ticketNo);
  if (row !== null) return { row, scope, audience: principal.kind === 'customer' ? 'customer' : 'staff' };
  const disputed = await findDisputed(deps, principal, ticketNo);
  if (disputed === null) throw notFound();
  return { row: disputed, scope: supplierScopeOf(principal), audience: 'supplier' };
}

function findDisputed(deps: ApiDeps, principal: Principal, ticketNo: TicketNo): Promise<FoundTicket | null> {
  return mayDispute(principal) ? findTicket(deps.db, supplierScopeOf(principal), ticketNo) : Promise.resolve(null);
}

/**
 * The ticket's state, if the caller may read all of it. Throws `not-found` for foreign and unknown ones alike, `forbidden` to the
 * other party of a dispute, who reads the dispute alone.
 */
export async function ticketFor(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<FoundTicket> {
  const { row, audience } = await ticketSeenBy(deps, principal, ticketNo);
  if (audience !== 'supplier') return row;
  throw new Problem('forbidden', {
    zh: '维权的对方只能查看维权部分。',
    en: 'The other party of a dispute reads the dispute, not what the customer and the desk write.',
  });
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
  const disputed = await findDisputed(deps, principal, ticketNo);
  if (disputed !== null) return disputed;
  const unseen = await findTicket(deps.db, { kind: 'all' }, ticketNo);
  if (unseen === null || !(await isDecided(deps.db, ticketNo, updateId))) throw notFound();
  return unseen;
}

function readerOf(deps: ApiDeps, principal: Principal): TicketReader {
  const { temporalUiUrl } = deps.settings;
  const commands: TicketReader['commands'] = (state) => commandsFor(principal, state);
  return { actor: actorOf(principal), bounds: boundsOf(principal), nowMs: Date.now(), temporalUiUrl, commands };
}

/** A ticket's row as the caller sees it. */
export function answerRow(deps: ApiDeps, principal: Principal, row: TicketRow): TicketAnswer {
  return renderTicket(row, readerOf(deps, principal));
}

/** The ticket as far as the caller may read it. Throws `not-found` for foreign and unknown ones alike. */
export async function answerTicket(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<TicketAnswer> {
  if (!isTicketNo(ticketNo)) throw notFound();
  const own = await readTicket(deps.db, readScopeOf(principal), ticketNo);
  const row = own ?? (mayDispute(principal) ? await readTicket(deps.db, supplierScopeOf(principal), ticketNo) : null);
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
