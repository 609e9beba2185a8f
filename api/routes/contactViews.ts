import { contactViewPageSchema, viewContactSchema, viewedContactSchema } from '../../contracts/schemas/contactView.ts';
import { cursorSchema, DEFAULT_LIMIT, limitSchema } from '../../contracts/schemas/page.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { z } from '../../contracts/schemas/zod.ts';
import { contactOfView, listContactViews, noteContactView } from '../../db/repositories/people/contactViews.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, numberPart, parseCursor } from '../http/cursor.ts';
import { actorOf } from '../http/principal.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import { DESK_ROLES, type Who } from '../http/who.ts';
import { renderActor } from '../render/event.ts';
import { shown } from '../render/instant.ts';

const DESK: Who = { customers: false, staff: DESK_ROLES, integration: false };
const AUDITORS: Who = { customers: false, staff: ['supervisor', 'manager', 'inspector'], integration: false };

function viewRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/tickets/{ticketNo}/contact-views',
    tag: 'tickets',
    summary: 'Look at the contact whole, for a reason that is written down',
    who: DESK,
    params: ticketParamsSchema,
    body: viewContactSchema,
    answers: { 201: { description: 'The contact', schema: viewedContactSchema } },
    handler: async ({ principal, params, body, make }) => {
      const { ticket_no: ticketNo } = await ticketFor(deps, principal, params.ticketNo);
      const view = { ticketNo, actor: actorOf(principal), reason: body.reason };
      const { contact, at } = await contactOfView(deps.db, await make((tx) => noteContactView(tx, view)));
      if (contact === null) throw notFound();
      const { name, phone, email } = contact;
      return { status: 201, body: { name, phone, email, at: shown(at) }, headers: { 'Cache-Control': 'no-store' } };
    },
  });
}

/** Contacts are masked for staff who do not work on the ticket; the full view is an act of its own. */
export function contactViewRoutes(routes: Routes, deps: ApiDeps): void {
  viewRoute(routes, deps);
  routes.get({
    path: '/v1/tickets/{ticketNo}/contact-views',
    tag: 'tickets',
    summary: 'Who looked at the contact whole and why, the latest first',
    who: AUDITORS,
    params: ticketParamsSchema,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema }),
    answers: { 200: { description: 'A page of views', schema: contactViewPageSchema } },
    handler: async ({ principal, params, query }) => {
      const { ticket_no: ticketNo } = await ticketFor(deps, principal, params.ticketNo);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('contact-views', query.cursor);
      const before = parts === null ? null : numberPart(parts[0]);
      const rows = await listContactViews(deps.db, { ticketNo, before, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const items = page.map(({ actor, reason, at }) => ({
        ticketNo,
        actor: renderActor(actor),
        reason,
        at: shown(at),
      }));
      return { status: 200, body: { items, nextCursor: more ? makeCursor('contact-views', [Number(last.id)]) : null } };
    },
  });
}
