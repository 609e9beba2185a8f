import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  declareOutageSchema,
  endOutageSchema,
  outagePageSchema,
  outageParamsSchema,
  outageQuerySchema,
  outageSchema,
} from '../../contracts/schemas/outage.ts';
import type { Words } from '../../contracts/words.ts';
import { STAFF_ROLES } from '../../contracts/people.ts';
import { declareOutage, endOutage, findOutage, listOutages } from '../../db/repositories/outages.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, instantPart, makeCursor, parseCursor } from '../http/cursor.ts';
import { actorOf } from '../http/principal.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import type { Who } from '../http/who.ts';
import { renderOutage } from '../render/outage.ts';
import { shown } from '../render/instant.ts';

const READERS: Who = { customers: false, staff: STAFF_ROLES, integration: false };
const DECLARERS: Who = { customers: false, staff: ['ops', 'admin'], integration: false };

/** In UTC; by default now. Throws `date-not-allowed` for the future. */
function pastInstant(at: string | undefined, pointer: string, nowMs: number): string {
  const ms = at === undefined ? nowMs : Date.parse(at);
  if (ms <= nowMs) return new Date(ms).toISOString();
  throw wrongInstant(pointer, { zh: '不在将来的时刻', en: 'an instant that is not in the future' });
}

function wrongInstant(pointer: string, expected: Words): Problem {
  return new Problem('date-not-allowed', `The outage cannot have this ${pointer.slice(1)}: expected ${expected.en}.`, {
    zh: `中断时间有误："${pointer}" 处应为${expected.zh}。`,
    errors: [{ pointer, expected }],
  });
}

function idPart(part: string | number | null | undefined): string {
  const id = outageParamsSchema.shape.outageId.safeParse(part);
  if (id.success) return id.data;
  throw badCursor();
}

function declareRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/outages',
    tag: 'outages',
    summary: 'Declare that part of the desk stands or stood still; its time is nobody’s in the breach report',
    who: DECLARERS,
    body: declareOutageSchema,
    answers: { 201: { description: 'The outage', schema: outageSchema } },
    handler: async ({ principal, body }) => {
      const nowMs = Date.now();
      const from = pastInstant(body.from, '/from', nowMs);
      const to = body.to === undefined ? null : pastInstant(body.to, '/to', nowMs);
      if (to !== null && to <= from)
        throw wrongInstant('/to', { zh: `晚于 ${shown(from)} 的时刻`, en: `an instant after ${shown(from)}` });
      const { component, note = null } = body;
      const row = await declareOutage(deps.db, { component, from, to, note, by: actorOf(principal) });
      if (row === null) {
        throw new Problem('state-conflict', `An outage of ${component} goes on already: end that one first.`, {
          zh: `${component} 的中断仍在持续，请先结束它。`,
        });
      }
      return { status: 201, body: renderOutage(row), headers: { Location: `/v1/outages/${row.id}` } };
    },
  });
}

function endRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/outages/{outageId}/end',
    tag: 'outages',
    summary: 'Say that an outage is over',
    who: DECLARERS,
    params: outageParamsSchema,
    body: endOutageSchema,
    answers: { 200: { description: 'The outage, ended', schema: outageSchema } },
    handler: async ({ principal, params, body }) => {
      const at = pastInstant(body.at, '/at', Date.now());
      const ended = await endOutage(deps.db, { id: params.outageId, at, by: actorOf(principal) });
      if (ended !== null) return { status: 200, body: renderOutage(ended) };
      const found = await findOutage(deps.db, params.outageId);
      if (found === null) throw notFound();
      if (found.to_at === null)
        throw wrongInstant('/at', {
          zh: `晚于 ${shown(found.from_at)} 的时刻`,
          en: `an instant after ${shown(found.from_at)}`,
        });
      throw new Problem('state-conflict', `The outage ended at ${shown(found.to_at)}.`, {
        zh: `该中断已于 ${shown(found.to_at)} 结束。`,
      });
    },
  });
}

export function outageRoutes(routes: Routes, deps: ApiDeps): void {
  declareRoute(routes, deps);
  endRoute(routes, deps);
  routes.get({
    path: '/v1/outages/{outageId}',
    tag: 'outages',
    summary: 'One outage',
    who: READERS,
    params: outageParamsSchema,
    answers: { 200: { description: 'The outage', schema: outageSchema } },
    handler: async ({ params }) => {
      const row = await findOutage(deps.db, params.outageId);
      if (row === null) throw notFound();
      return { status: 200, body: renderOutage(row) };
    },
  });
  routes.get({
    path: '/v1/outages',
    tag: 'outages',
    summary: 'Times in which the desk stood still, measured or declared, the latest first',
    who: READERS,
    query: outageQuerySchema,
    answers: { 200: { description: 'A page of outages', schema: outagePageSchema } },
    handler: async ({ query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('outages', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), id: idPart(parts[1]) };
      const rows = await listOutages(deps.db, { cause: query.cause, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('outages', [last.from_at.toISOString(), last.id]) : null;
      return { status: 200, body: { items: page.map(renderOutage), nextCursor } };
    },
  });
}
