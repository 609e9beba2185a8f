import { STAFF_ROLES } from '../../contracts/people.ts';
import {
  declareOutageSchema,
  outageAuditSchema,
  outagePageSchema,
  outageParamsSchema,
  outageQuerySchema,
  outageSchema,
} from '../../contracts/schemas/outage.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { declareOutage, outageAudit } from '../../db/repositories/outages/declaredOutages.ts';
import { findOutage, listOutages } from '../../db/repositories/outages/outages.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, instantPart, makeCursor, parseCursor } from '../http/cursor.ts';
import { actorOf } from '../http/principal.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import type { Who } from '../http/who.ts';
import { answerOutage } from '../outages/answer.ts';
import { OUTAGE_DECLARERS, outageOf, soundTimes } from '../outages/words.ts';
import { renderOutage, renderOutageDeed } from '../render/outage.ts';
import { outageChangeRoutes } from './outageChanges.ts';

const READERS: Who = { customers: false, staff: STAFF_ROLES, integration: false };

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
    who: OUTAGE_DECLARERS,
    body: declareOutageSchema,
    answers: { 201: { description: 'The outage', headers: ['Location'], schema: outageSchema } },
    handler: async ({ principal, body, make }) => {
      const nowMs = Date.now();
      const { component, note = null } = body;
      const facts = { component, from: body.from ?? new Date(nowMs).toISOString(), to: body.to ?? null, note };
      const sound = soundTimes(facts, { nowMs, declaredMs: nowMs });
      const id = await make(async (tx) => outageOf(await declareOutage(tx, sound, actorOf(principal))).id);
      return { ...(await answerOutage(deps, id)), status: 201, headers: { Location: `/v1/outages/${id}` } };
    },
  });
}

export function outageRoutes(routes: Routes, deps: ApiDeps): void {
  declareRoute(routes, deps);
  outageChangeRoutes(routes, deps);
  routes.get({
    path: '/v1/outages/{outageId}',
    tag: 'outages',
    summary: 'One outage',
    who: READERS,
    params: outageParamsSchema,
    answers: { 200: { description: 'The outage', schema: outageSchema } },
    handler: ({ params }) => answerOutage(deps, params.outageId),
  });
  routes.get({
    path: '/v1/outages/{outageId}/audit',
    tag: 'outages',
    summary: 'Who declared, corrected or withdrew an outage, and why, oldest first',
    who: READERS,
    params: outageParamsSchema,
    answers: { 200: { description: 'What was done', schema: outageAuditSchema } },
    handler: async ({ params }) => {
      if ((await findOutage(deps.db, params.outageId)) === null) throw notFound();
      const deeds = await outageAudit(deps.db, params.outageId);
      return { status: 200, body: { items: deeds.map(renderOutageDeed) } };
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
