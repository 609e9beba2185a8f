import { type AttemptAnswer, attemptPageSchema } from '../../contracts/schemas/attempt.ts';
import { cursorSchema, DEFAULT_LIMIT, limitSchema } from '../../contracts/schemas/page.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { z } from '../../contracts/schemas/zod.ts';
import { type AttemptRow, listAttempts } from '../../db/repositories/people/attempts.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, numberPart, parseCursor } from '../http/cursor.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import type { Who } from '../http/who.ts';
import { renderActor } from '../render/event.ts';
import { shown } from '../render/instant.ts';

const AUDITORS: Who = { customers: false, staff: ['supervisor', 'manager', 'inspector'], integration: false };

function renderAttempt(row: AttemptRow): AttemptAnswer {
  return {
    ticketNo: row.ticket_no,
    command: row.command,
    taskId: row.task_id,
    actor: renderActor(row.actor),
    code: row.code,
    at: shown(row.at),
  };
}

export function attemptRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/attempts',
    tag: 'tickets',
    summary: 'Commands that were refused on this ticket, the latest first',
    who: AUDITORS,
    params: ticketParamsSchema,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema }),
    answers: { 200: { description: 'A page of refused attempts', schema: attemptPageSchema } },
    handler: async ({ principal, params, query }) => {
      const { ticket_no: ticketNo } = await ticketFor(deps, principal, params.ticketNo);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('attempts', query.cursor);
      const before = parts === null ? null : numberPart(parts[0]);
      const rows = await listAttempts(deps.db, { ticketNo, before, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? makeCursor('attempts', [Number(last.id)]) : null;
      return { status: 200, body: { items: page.map(renderAttempt), nextCursor } };
    },
  });
}
