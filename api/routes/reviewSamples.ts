import {
  drawSampleSchema,
  samplePageSchema,
  sampleParamsSchema,
  sampleSchema,
} from '../../contracts/schemas/review.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { drawSample, findSample, listSamples, ticketsOfSample } from '../../db/repositories/quality/reviewSamples.ts';
import { openSampled } from '../../intake/openSampled.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, instantPart, makeCursor, parseCursor } from '../http/cursor.ts';
import { monthOf } from '../http/month.ts';
import { actorOf } from '../http/principal.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import type { Who } from '../http/who.ts';
import { renderSample, renderSampleItem } from '../render/review.ts';
import { pageQuerySchema } from './timeline.ts';

const DRAWERS: Who = { customers: false, staff: ['inspector', 'manager'], integration: false };
const LARGEST = 1000;

function idPart(part: string | number | null | undefined): string {
  const id = sampleParamsSchema.shape.sampleId.safeParse(part);
  if (id.success) return id.data;
  throw badCursor();
}

function drawRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/reviews/samples',
    tag: 'reviews',
    summary:
      'Draw closed tickets of a month at random, to be scored; the same wish again is the same sample, and no ticket is drawn twice in a month',
    who: DRAWERS,
    body: drawSampleSchema,
    answers: {
      201: {
        description: 'The sample; its reviews are opened one after the other',
        headers: ['Location'],
        schema: sampleSchema,
      },
    },
    handler: async ({ principal, body }) => {
      const { seed, count, percent = 0, department = null } = body;
      const sizeOf = (population: number): number =>
        Math.min(LARGEST, count ?? Math.ceil((population * percent) / 100));
      const wish = { ...monthOf(body.month, Date.now()), department, seed, sizeOf, by: actorOf(principal) };
      const { id, isNew } = await drawSample(deps.db, wish);
      if (isNew)
        void openSampled(deps, id).catch((error: unknown) => deps.logger.warn({ err: error }, 'a sample waits'));
      const row = await findSample(deps.db, id);
      if (row === null) throw notFound();
      const tickets = await ticketsOfSample(deps.db, id);
      return { status: 201, body: renderSample(row, tickets), headers: { Location: `/v1/reviews/samples/${id}` } };
    },
  });
}

export function reviewSampleRoutes(routes: Routes, deps: ApiDeps): void {
  drawRoute(routes, deps);
  routes.get({
    path: '/v1/reviews/samples',
    tag: 'reviews',
    summary: 'Samples, the latest first',
    who: DRAWERS,
    query: pageQuerySchema,
    answers: { 200: { description: 'A page of samples', schema: samplePageSchema } },
    handler: async ({ query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('samples', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), id: idPart(parts[1]) };
      const rows = await listSamples(deps.db, { after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('samples', [last.exactly_drawn_at, last.id]) : null;
      return { status: 200, body: { items: page.map(renderSampleItem), nextCursor } };
    },
  });
  routes.get({
    path: '/v1/reviews/samples/{sampleId}',
    tag: 'reviews',
    summary: 'One sample with the tickets drawn and their scores',
    who: DRAWERS,
    params: sampleParamsSchema,
    answers: { 200: { description: 'The sample', schema: sampleSchema } },
    handler: async ({ params }) => {
      const row = await findSample(deps.db, params.sampleId);
      if (row === null) throw notFound();
      return { status: 200, body: renderSample(row, await ticketsOfSample(deps.db, row.id)) };
    },
  });
}
