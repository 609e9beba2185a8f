import { isTicketNo } from '../../contracts/ids.ts';
import type { JobSelection } from '../../contracts/jobs.ts';
import {
  jobPageQuerySchema,
  jobPageSchema,
  jobParamsSchema,
  jobSchema,
  type jobSelectionSchema,
  orderJobSchema,
} from '../../contracts/schemas/job.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import type { z } from '../../contracts/schemas/zod.ts';
import { cancelJob, findJob, listJobs } from '../../db/repositories/timetables/jobs.ts';
import { orderJob } from '../../intake/timetables/orderJob.ts';
import { startJobs } from '../../intake/timetables/startJobs.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, parseCursor, rowPart } from '../http/cursor.ts';
import { nothing } from '../http/parse.ts';
import { actorOf } from '../http/principal.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { TIMETABLE_EDITORS } from '../http/who.ts';
import type { Reply } from '../http/words.ts';
import { jobLimitRoutes } from './jobLimits.ts';
import { renderJob, renderJobHead } from '../render/job.ts';
import { orProblem } from '../timetables/answers.ts';

const LIST = 'jobs';

/** Work on many tickets at once: whoever may change calendars and policies may see what they make of tickets, and apply them. */
export function jobRoutes(routes: Routes, deps: ApiDeps): void {
  orderRoutes(routes, deps);
  readRoutes(routes, deps);
  jobLimitRoutes(routes, deps);
}

function orderRoutes(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/jobs',
    tag: 'jobs',
    summary: 'Ask what a calendar or policy would change (what-if), or apply a published one to open tickets (replan)',
    who: TIMETABLE_EDITORS,
    body: orderJobSchema,
    answers: { 202: { description: 'The job, to be looked at again', headers: ['Location'], schema: jobSchema } },
    handler: async ({ principal, body, make }) => {
      const { kind, calendar = null, policy = null } = body;
      const selection = body.selection === undefined ? null : selectionOf(body.selection);
      const order = { kind, calendar, policy, selection, actor: actorOf(principal), reason: body.reason ?? null };
      const jobId = await orProblem(() => make((tx) => orderJob(tx, order)));
      await startJobs(deps, [jobId]);
      return { ...(await answerJob(deps, jobId)), status: 202, headers: { Location: `/v1/jobs/${jobId}` } };
    },
  });
  routes.post({
    path: '/v1/jobs/{jobId}/cancel',
    tag: 'jobs',
    summary: 'End a job after the tickets it is at; what it has done stays',
    who: TIMETABLE_EDITORS,
    params: jobParamsSchema,
    body: nothing,
    answers: { 200: { description: 'The job', schema: jobSchema } },
    handler: async ({ principal, params: { jobId }, make }) => {
      await make(async (tx) => {
        if (await cancelJob(tx, jobId, actorOf(principal))) return jobId;
        const job = await findJob(tx, jobId);
        if (job === null) throw notFound();
        throw new Problem('timetable-conflict', { zh: '该任务已结束。', en: `The job is ${job.status} already.` });
      });
      return answerJob(deps, jobId);
    },
  });
}

function readRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/jobs/{jobId}',
    tag: 'jobs',
    summary: 'A job: how far it has come, and what it has found or done so far',
    who: TIMETABLE_EDITORS,
    params: jobParamsSchema,
    answers: { 200: { description: 'The job', schema: jobSchema } },
    handler: ({ params }) => answerJob(deps, params.jobId),
  });
  routes.get({
    path: '/v1/jobs',
    tag: 'jobs',
    summary: 'All jobs, newest first',
    who: TIMETABLE_EDITORS,
    query: jobPageQuerySchema,
    answers: { 200: { description: 'A page of jobs', schema: jobPageSchema } },
    handler: async ({ query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor(LIST, query.cursor);
      const before = parts === null ? null : rowPart(parts[0]);
      const found = await listJobs(deps.db, { before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? makeCursor(LIST, [last.number]) : null;
      const nowMs = Date.now();
      return { status: 200, body: { items: page.map((job) => renderJobHead(job, nowMs)), nextCursor } };
    },
  });
}

async function answerJob({ db }: ApiDeps, jobId: string): Promise<Reply> {
  const job = await findJob(db, jobId);
  if (job === null) throw notFound();
  return { status: 200, body: renderJob(job, Date.now()) };
}

/** Instants in UTC, ticket numbers as such. */
function selectionOf(given: z.infer<typeof jobSelectionSchema>): JobSelection {
  const { departments, categories, slaClasses, ticketNos, provisional, finalIn, from, to } = given;
  return {
    ...(departments === undefined ? {} : { departments }),
    ...(categories === undefined ? {} : { categories }),
    ...(slaClasses === undefined ? {} : { slaClasses }),
    ...(ticketNos === undefined ? {} : { ticketNos: ticketNos.filter(isTicketNo) }),
    ...(provisional === undefined ? {} : { provisional }),
    ...(finalIn === undefined ? {} : { finalIn }),
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  };
}
