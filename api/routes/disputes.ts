import { evidencePageSchema } from '../../contracts/schemas/dispute.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { findEvidenceWindow, listEvidence } from '../../db/repositories/reading/evidence.ts';
import { partyOf } from '../../domain/dispute/parties.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { ticketSeenBy } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';
import { renderEvidence } from '../render/evidence.ts';

export function disputeRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/evidence',
    tag: 'disputes',
    summary: "Sealed evidence: one's own at once, the other side's when the window has ended",
    who: EVERYBODY,
    params: ticketParamsSchema,
    answers: { 200: { description: 'The evidence, oldest first', schema: evidencePageSchema } },
    handler: async ({ principal, params }) => {
      const { row } = await ticketSeenBy(deps, principal, params.ticketNo);
      const { dispute } = row.state;
      const party = partyOf(row.state, actorOf(principal));
      const [evidence, window] = await Promise.all([
        listEvidence(deps.db, row.ticket_no),
        findEvidenceWindow(deps.db, row.ticket_no),
      ]);
      return { status: 200, body: renderEvidence(evidence, window, { party, dispute }) };
    },
  });
}
