import { roundListSchema } from '../../contracts/schemas/round.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { eventsOfTypes } from '../../db/repositories/reading/rounds.ts';
import { boundsOf, isWithheld, speakingOf } from '../../domain/ticket/covered.ts';
import { ROUND_EVENTS, type RoundEvent, roundsOf } from '../../domain/ticket/rounds.ts';
import type { ApiDeps } from '../deps.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import { READERS } from '../http/who.ts';
import { renderRound } from '../render/round.ts';

type Words = RoundEvent['text'];

function isWords(text: unknown): text is Exclude<Words, null> {
  return typeof text === 'object' && text !== null && !Array.isArray(text);
}

export function roundRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/rounds',
    tag: 'tickets',
    summary:
      'Every proposal with what became of it: who proposed what, why it was refused, who has to re-assess by when',
    who: READERS,
    params: ticketParamsSchema,
    answers: { 200: { description: 'The rounds, the first proposal first', schema: roundListSchema } },
    handler: async ({ principal, params }) => {
      const { ticket_no: ticketNo, state } = await ticketFor(deps, principal, params.ticketNo);
      // The other side of a dispute reads the dispute, not what the desk proposed to the buyer.
      if (principal.kind === 'customer' && principal.companyId !== state.companyId) throw notFound();
      const { category } = state;
      const rows = await eventsOfTypes(deps.db, ticketNo, ROUND_EVENTS);
      const events = rows.map(({ type, at, actor, text, said_in: saidIn }) => {
        const said = { speaking: speakingOf(type, actor), saidIn, category };
        // Beyond an account's scopes the desk's words are the main account's.
        const isTold = isWords(text) && !isWithheld(boundsOf(principal), said);
        return { type, at: at.toISOString(), actor, text: isTold ? text : null };
      });
      const limits = state.clocks.filter(({ id }) => id === 'REASSESS');
      const items = roundsOf(events).map((round) => renderRound(round, limits[round.round - 1]));
      return { status: 200, body: { items } };
    },
  });
}
