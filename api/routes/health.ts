import type { Response } from 'express';
import type { FieldError } from '../../contracts/errors.ts';
import { healthSchema, readyQuerySchema } from '../../contracts/schemas/health.ts';
import { askForSchema } from '../../db/reach.ts';
import type { ApiDeps } from '../deps.ts';
import { invalid } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';

const CANARY_GOOD_MS = 30_000;
const CANARY_CACHED_MS = 5_000;

/** `not serving` is given on the way down, before anything stops. */
export interface Readiness {
  serving: boolean;
}

const FOR: FieldError = { pointer: '/for', expected: { zh: 'intake，或不带此参数', en: 'intake, or nothing' } };

type Check = 'ok' | 'failed';

/** Asks at most every 5 s; one answer of a worker counts for 30 s. */
function createCanary(canary: () => Promise<void>): () => Promise<Check> {
  let answeredAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> = Promise.resolve();
  return async () => {
    if (performance.now() - askedAt >= CANARY_CACHED_MS) {
      askedAt = performance.now();
      asking = canary().then(
        () => {
          answeredAt = performance.now();
        },
        () => undefined,
      );
    }
    await asking;
    return performance.now() - answeredAt <= CANARY_GOOD_MS ? 'ok' : 'failed';
  };
}

function answers(asked: Promise<void>): Promise<Check> {
  return asked.then(
    () => 'ok',
    () => 'failed',
  );
}

function tell(res: Response, checks: Readonly<Record<string, Check>>): void {
  const ok = Object.values(checks).every((check) => check === 'ok');
  res
    .status(ok ? 200 : 503)
    .set({ 'Cache-Control': 'no-store', ...(ok ? {} : { 'Retry-After': '1' }) })
    .json({ status: ok ? 'ok' : 'unavailable', checks });
}

export function healthRoutes(routes: Routes, deps: ApiDeps, readiness: Readiness): void {
  const canary = createCanary(() => deps.ticketClient.canary());
  routes.open({
    path: '/health/live',
    tag: 'operations',
    summary: 'The process answers',
    answers: { 200: { description: 'It does', schema: healthSchema } },
    handler: (_req, res) => tell(res, {}),
  });
  routes.open({
    path: '/health/ready',
    tag: 'operations',
    summary: 'PostgreSQL, Temporal and a worker answer; `?for=intake` asks PostgreSQL only',
    query: readyQuerySchema,
    answers: {
      200: { description: 'Ready', schema: healthSchema },
      503: { description: 'Not ready', headers: ['Retry-After'], schema: healthSchema },
    },
    handler: async (req, res) => {
      const asked = req.query['for'];
      if (asked !== undefined && asked !== 'intake') throw invalid('query', FOR);
      const serving: Check = readiness.serving ? 'ok' : 'failed';
      const postgresAnswers = answers(askForSchema(deps.db));
      if (asked === 'intake') {
        tell(res, { serving, postgres: await postgresAnswers });
        return;
      }
      const temporalAnswers = answers(deps.ticketClient.reachable());
      const [postgres, temporal, worker] = await Promise.all([postgresAnswers, temporalAnswers, canary()]);
      tell(res, { serving, postgres, temporal, worker });
    },
  });
}
