import {
  correctOutageSchema,
  endOutageSchema,
  outageParamsSchema,
  outageSchema,
  withdrawOutageSchema,
} from '../../contracts/schemas/outage.ts';
import type { z } from '../../contracts/schemas/zod.ts';
import { correctOutage, endOutage, factsOf, withdrawOutage } from '../../db/repositories/outages/declaredOutages.ts';
import type { OutageRow } from '../../db/repositories/outages/outages.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { answerOutage } from '../outages/answer.ts';
import { OUTAGE_DECLARERS, outageOf, pastInstant, soundTimes } from '../outages/words.ts';

const ANSWERS = { 200: { description: 'The outage after it', schema: outageSchema } };

/** What is done with an outage once it was declared; each deed stands in its audit. */
export function outageChangeRoutes(routes: Routes, deps: ApiDeps): void {
  const change = { tag: 'outages' as const, who: OUTAGE_DECLARERS, params: outageParamsSchema, answers: ANSWERS };
  routes.post({
    ...change,
    path: '/v1/outages/{outageId}/end',
    summary: 'Say that an outage is over',
    body: endOutageSchema,
    handler: async ({ principal, params, body, make }) => {
      const nowMs = Date.now();
      const at = pastInstant(body.at ?? new Date(nowMs).toISOString(), '/at', nowMs);
      const deed = { id: params.outageId, by: actorOf(principal), reason: null };
      const id = await make(async (tx) => outageOf(await endOutage(tx, deed, at)).id);
      return answerOutage(deps, id);
    },
  });
  routes.post({
    ...change,
    path: '/v1/outages/{outageId}/correct',
    summary: 'Put right what was declared, and say why; reports are told by it from now on',
    body: correctOutageSchema,
    handler: async ({ principal, params, body, make }) => {
      const { reason, ...changes } = body;
      const deed = { id: params.outageId, by: actorOf(principal), reason };
      const change = (before: OutageRow) => corrected(before, changes);
      const id = await make(async (tx) => outageOf(await correctOutage(tx, deed, change)).id);
      return answerOutage(deps, id);
    },
  });
  routes.post({
    ...change,
    path: '/v1/outages/{outageId}/withdraw',
    summary: 'Take back what was declared, and say why: it was none, and explains nothing any more',
    body: withdrawOutageSchema,
    handler: async ({ principal, params, body, make }) => {
      const deed = { id: params.outageId, by: actorOf(principal), reason: body.reason };
      const id = await make(async (tx) => outageOf(await withdrawOutage(tx, deed)).id);
      return answerOutage(deps, id);
    },
  });
}

type Changes = Omit<z.infer<typeof correctOutageSchema>, 'reason'>;

/** Throws `date-not-allowed` where the times no longer fit. */
function corrected(before: OutageRow, { component, from, to, note }: Changes) {
  const was = factsOf(before);
  const facts = {
    component: component ?? was.component,
    from: from ?? was.from,
    to: to === undefined ? was.to : to,
    note: note === undefined ? was.note : note,
  };
  return soundTimes(facts, { nowMs: Date.now(), declaredMs: before.created_at.getTime() });
}
