import { jobLimitPageSchema, jobLimitQuerySchema, jobParamsSchema } from '../../contracts/schemas/job.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { listJobLimits } from '../../db/repositories/timetables/jobLimits.ts';
import { findJob } from '../../db/repositories/timetables/jobs.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, parseCursor, rowPart } from '../http/cursor.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { TIMETABLE_EDITORS } from '../http/who.ts';
import { renderJobLimit } from '../render/job.ts';

/** All that a what-if found or a re-plan did, limit by limit, while it runs and after. */
export function jobLimitRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/jobs/{jobId}/limits',
    tag: 'jobs',
    summary:
      'The limits that a what-if found to change or a re-plan moved, in the order of the tickets, before and after; who would be late or saved, and what a re-plan left as it was and why. A what-if keeps them for 30 days, a re-plan for two years',
    who: TIMETABLE_EDITORS,
    params: jobParamsSchema,
    query: jobLimitQuerySchema,
    answers: { 200: { description: 'A page of limits', schema: jobLimitPageSchema } },
    handler: async ({ params: { jobId }, query }) => {
      if ((await findJob(deps.db, jobId)) === null) throw notFound();
      const { change, department, limit = DEFAULT_LIMIT } = query;
      const list = ['job-limits', jobId, change ?? '', department ?? ''].join(' ');
      const parts = parseCursor(list, query.cursor);
      const after = parts === null ? null : rowPart(parts[0]);
      const found = await listJobLimits(deps.db, { jobId, change, department, after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? makeCursor(list, [last.id]) : null;
      return { status: 200, body: { items: page.map(renderJobLimit), nextCursor } };
    },
  });
}
