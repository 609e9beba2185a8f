import {
  type FollowerAnswer,
  followerPageSchema,
  type LinkAnswer,
  linkListSchema,
} from '../../contracts/schemas/incident.ts';
import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import { cursorSchema, DEFAULT_LIMIT, limitSchema } from '../../contracts/schemas/page.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { z } from '../../contracts/schemas/zod.ts';
import {
  countFollowers,
  type FollowerRow,
  type LinkRow,
  linksOf,
  listFollowers,
} from '../../db/repositories/incidents.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, makeCursor, parseCursor } from '../http/cursor.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import { type Who } from '../http/who.ts';
import { shownOrNull } from '../render/instant.ts';

/** Followers and links may be of other companies and departments: for those who read every ticket but what is about themselves. */
const ALL_READERS: Who = {
  customers: false,
  staff: ['agent', 'seniorAgent', 'dutyAgent', 'supervisor', 'manager', 'inspector'],
  integration: true,
};

function renderFollower(row: FollowerRow): FollowerAnswer {
  return {
    ticketNo: row.ticket_no,
    status: row.status,
    channel: row.channel,
    companyId: row.company_id,
    department: row.department,
    assignee: row.assignee,
    answeredAt: shownOrNull(row.answered_at),
  };
}

function renderLink(row: LinkRow, ticketNo: TicketNo): LinkAnswer {
  const from = row.ticket_no === ticketNo;
  return { ticketNo: from ? row.to_ticket_no : row.ticket_no, kind: row.kind, direction: from ? 'to' : 'from' };
}

function ticketNoPart(part: string | number | null | undefined): TicketNo {
  if (typeof part === 'string' && isTicketNo(part)) return part;
  throw badCursor();
}

export function incidentRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/followers',
    tag: 'tickets',
    summary: 'The tickets of an incident, and how far its one answer has come',
    who: ALL_READERS,
    params: ticketParamsSchema,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema }),
    answers: { 200: { description: 'A page of followers', schema: followerPageSchema } },
    handler: async ({ principal, params, query }) => {
      const { ticket_no: head } = await ticketFor(deps, principal, params.ticketNo);
      const scope = readScopeOf(principal);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('followers', query.cursor);
      const after = parts === null ? null : ticketNoPart(parts[0]);
      const [rows, counts] = await Promise.all([
        listFollowers(deps.db, { head, after, limit: limit + 1, scope }),
        countFollowers(deps.db, head, scope),
      ]);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('followers', [last.ticket_no]) : null;
      return { status: 200, body: { items: page.map(renderFollower), nextCursor, ...counts } };
    },
  });
  routes.get({
    path: '/v1/tickets/{ticketNo}/links',
    tag: 'tickets',
    summary: 'Tickets that this one names or is named by: related, duplicate, parent, child, or the same order again',
    who: ALL_READERS,
    params: ticketParamsSchema,
    answers: { 200: { description: 'The links', schema: linkListSchema } },
    handler: async ({ principal, params }) => {
      const { ticket_no: ticketNo } = await ticketFor(deps, principal, params.ticketNo);
      const rows = await linksOf(deps.db, ticketNo, readScopeOf(principal));
      return { status: 200, body: { items: rows.map((row) => renderLink(row, ticketNo)) } };
    },
  });
}
