import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import type { TicketAnswer } from '../../contracts/schemas/ticket.ts';
import { clocksOf, tasksOf } from '../../db/repositories/reading/parts.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { findTicket, type TicketRow } from '../../db/repositories/reading/tickets.ts';
import type { ApiDeps } from '../deps.ts';
import { renderTicket, type TicketReader } from '../render/ticket.ts';
import { actorOf } from './principal.ts';
import { notFound } from './problem.ts';

/** The ticket as far as the caller may read it. Throws `not-found` for foreign and unknown ones alike. */
export async function ticketFor(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<TicketRow> {
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
): Promise<TicketRow> {
  if (!isTicketNo(ticketNo)) throw notFound();
  const seen = await findTicket(deps.db, readScopeOf(principal), ticketNo);
  if (seen !== null) return seen;
  const unseen = await findTicket(deps.db, { kind: 'all' }, ticketNo);
  if (unseen?.cause !== updateId) throw notFound();
  return unseen;
}

export function readerOf(deps: ApiDeps, principal: Principal): TicketReader {
  return { actor: actorOf(principal), nowMs: Date.now(), temporalUiUrl: deps.settings.temporalUiUrl };
}

function byTicket<Row extends { readonly ticket_no: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.ticket_no, [...(groups.get(row.ticket_no) ?? []), row]);
  return groups;
}

/** Rows as the caller sees them, with all their clocks and tasks in two queries. */
export async function answerTickets(
  deps: ApiDeps,
  principal: Principal,
  rows: readonly TicketRow[],
): Promise<TicketAnswer[]> {
  if (rows.length === 0) return [];
  const numbers = rows.map((row) => row.ticket_no);
  const [clocks, tasks] = await Promise.all([clocksOf(deps.db, numbers), tasksOf(deps.db, numbers)]);
  const clocksBy = byTicket(clocks);
  const tasksBy = byTicket(tasks);
  const reader = readerOf(deps, principal);
  return rows.map((row) =>
    renderTicket({ row, clocks: clocksBy.get(row.ticket_no) ?? [], tasks: tasksBy.get(row.ticket_no) ?? [] }, reader),
  );
}

/** One ticket as the caller sees it now. */
export async function answerTicket(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<TicketAnswer> {
  return answerRow(deps, principal, await ticketFor(deps, principal, ticketNo));
}

/** What the caller's own command made of the ticket, told to him also where it left his view by that very command. */
export async function answerCommand(deps: ApiDeps, principal: Principal, ticketNo: TicketNo): Promise<TicketAnswer> {
  const row = await findTicket(deps.db, { kind: 'all' }, ticketNo);
  if (row === null) throw notFound();
  return answerRow(deps, principal, row);
}

async function answerRow(deps: ApiDeps, principal: Principal, row: TicketRow): Promise<TicketAnswer> {
  const [answer] = await answerTickets(deps, principal, [row]);
  if (answer === undefined) throw notFound();
  return answer;
}

export function etag(version: number): string {
  return `"${version}"`;
}
