import type { Principal } from '../../contracts/people.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { dutyPageSchema, dutyQuerySchema, redPageSchema, redQuerySchema } from '../../contracts/schemas/watched.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { listDuties, listRed } from '../../db/repositories/reading/watched.ts';
import { REVIEWERS_OF_ENDS } from '../../domain/ticket/commands/afterClosing.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import type { Routes } from '../http/routes.ts';
import { DESK_ROLES, type Who } from '../http/who.ts';
import { renderDuty, renderRed } from '../render/watched.ts';

const AT_TICKETS: Who = { customers: false, staff: DESK_ROLES, integration: false };
const OVERSEERS: Who = { customers: false, staff: ['supervisor', 'manager', 'inspector'], integration: false };

function mayReviewEnds(principal: Principal): principal is Extract<Principal, { kind: 'staff' }> {
  return principal.kind === 'staff' && REVIEWERS_OF_ENDS.includes(principal.role);
}

function dutyRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/duties',
    tag: 'tickets',
    summary:
      'What the desk owes closed tickets: follow-ups, promises to keep, reviews of ends of service; the longest waiting first',
    who: AT_TICKETS,
    query: dutyQuerySchema,
    answers: { 200: { description: 'A page of duties', schema: dutyPageSchema } },
    handler: async ({ principal, query }) => {
      const { duty, assignee, limit = DEFAULT_LIMIT } = query;
      const parts = parseCursor('duties', query.cursor);
      const after =
        parts === null ? null : { at: instantPart(parts[0]), ticketNo: textPart(parts[1]), duty: textPart(parts[2]) };
      const reviewer = mayReviewEnds(principal) ? principal.staffNo : null;
      const wanted = { duty, assignee, reviewer, after, limit: limit + 1 };
      const rows = await listDuties(deps.db, readScopeOf(principal), wanted);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const key = more ? [last.closed_at?.toISOString() ?? null, last.ticket_no, last.duty] : null;
      const nextCursor = key === null ? null : makeCursor('duties', key);
      const { calendar } = await deps.timetables.current();
      const nowMs = Date.now();
      return { status: 200, body: { items: page.flatMap((row) => renderDuty(row, { calendar, nowMs })), nextCursor } };
    },
  });
}

function redRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/reports/red-list',
    tag: 'reports',
    summary: 'Open tickets under supervision: what is missed and by how much, and when the next report is due',
    who: OVERSEERS,
    query: redQuerySchema,
    answers: { 200: { description: 'A page of the red list', schema: redPageSchema } },
    handler: async ({ principal, query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('red-list', query.cursor);
      const after = parts === null ? null : textPart(parts[0]);
      const wanted = { department: query.department, after, limit: limit + 1 };
      const rows = await listRed(deps.db, readScopeOf(principal), wanted);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? makeCursor('red-list', [last.ticketNo]) : null;
      const nowMs = Date.now();
      return { status: 200, body: { items: page.map((row) => renderRed(row, nowMs)), nextCursor } };
    },
  });
}

export function watchedRoutes(routes: Routes, deps: ApiDeps): void {
  dutyRoute(routes, deps);
  redRoute(routes, deps);
}
