import { disputeQuerySchema, evidencePageSchema } from '../../contracts/schemas/dispute.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { ticketPageSchema, ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { type EvidenceWindow, evidenceWindows, listEvidence } from '../../db/repositories/reading/evidence.ts';
import { disputesScopeOf } from '../../db/repositories/reading/scope.ts';
import { listTickets } from '../../db/repositories/reading/tickets.ts';
import { stepsOf } from '../../domain/dispute/dispute.ts';
import { evidenceReader, isWithin, periodsOf } from '../../domain/dispute/cases.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { answerRow, ticketSeenBy } from '../http/tickets.ts';
import { EVERYBODY, READERS } from '../http/who.ts';
import { renderEvidence } from '../render/evidence.ts';

function listRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/disputes',
    tag: 'disputes',
    summary:
      "Tickets with a dispute, newest first: one's own, and those against one's company as the supplier sees them",
    who: READERS,
    query: disputeQuerySchema,
    answers: { 200: { description: 'A page of tickets', schema: ticketPageSchema } },
    handler: async ({ principal, query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('disputes', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), ticketNo: textPart(parts[1]) };
      const found = await listTickets(deps.db, disputesScopeOf(principal), {
        filter: { disputeSteps: query.stage === undefined ? undefined : stepsOf(query.stage) },
        page: { sort: '-createdAt', after, limit: limit + 1 },
      });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const more = found.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('disputes', [last.created_at.toISOString(), last.ticket_no]) : null;
      return { status: 200, body: { items: shown.map((row) => answerRow(deps, principal, row)), nextCursor } };
    },
  });
}

export function disputeRoutes(routes: Routes, deps: ApiDeps): void {
  listRoute(routes, deps);
  routes.get({
    path: '/v1/tickets/{ticketNo}/evidence',
    tag: 'disputes',
    summary: "Sealed evidence: one's own at once, the other side's when the window has ended",
    who: EVERYBODY,
    params: ticketParamsSchema,
    answers: { 200: { description: 'The evidence, oldest first', schema: evidencePageSchema } },
    handler: async ({ principal, params }) => {
      const { row, audience } = await ticketSeenBy(deps, principal, params.ticketNo);
      const reader = evidenceReader(row.state, actorOf(principal));
      const [evidence, windows] = await Promise.all([
        listEvidence(deps.db, row.ticket_no),
        evidenceWindows(deps.db, row.ticket_no),
      ]);
      const isIts = ({ started_at: at }: EvidenceWindow): boolean =>
        audience !== 'supplier' ||
        principal.kind !== 'customer' ||
        isWithin(periodsOf(row.state, principal.companyId), at.toISOString());
      return { status: 200, body: renderEvidence(evidence, windows.findLast(isIts) ?? null, reader) };
    },
  });
}
