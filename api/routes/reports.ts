import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  type BreachAnswer,
  type BreachQuery,
  breachQuerySchema,
  breachReportSchema,
  promiseQuerySchema,
  promiseReportSchema,
} from '../../contracts/schemas/reports.ts';
import {
  type BreachPage,
  type BreachRow,
  listBreaches,
  pastOf,
  totalBreaches,
} from '../../db/repositories/outages/breaches.ts';
import { type OutageRow, outagesBetween } from '../../db/repositories/outages/outages.ts';
import { countPromises } from '../../db/repositories/promises.ts';
import { holdingsIn, type PastEvent, waitingIn } from '../../domain/reports/course.ts';
import { reaches } from '../../domain/reports/outageReach.ts';
import type { Span } from '../../domain/reports/span.ts';
import { type Course, splitTime } from '../../domain/reports/split.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { periodOf } from '../http/period.ts';
import type { Routes } from '../http/routes.ts';
import type { Who } from '../http/who.ts';
import type { Reply } from '../http/words.ts';
import { shown } from '../render/instant.ts';
import { renderBreach, renderBreachTotal, renderPromises } from '../render/reports.ts';

/** Figures and codes, no customer content: also for those who keep the service running. */
const REPORT_READERS: Who = {
  customers: false,
  staff: ['supervisor', 'manager', 'inspector', 'admin', 'ops'],
  integration: false,
};

function courseOf(
  row: BreachRow,
  past: readonly PastEvent[],
  around: { outages: readonly Span[]; to: number },
): Course {
  const { outages, to } = around;
  const from = row.startedAt.getTime();
  const { taskDepartment } = row;
  return {
    from,
    to,
    waiting: waitingIn(past, row.clock, to),
    outages,
    holdings: taskDepartment === null ? holdingsIn(past) : [{ since: from, department: taskDepartment }],
  };
}

function spanOf({ from_at, to_at }: OutageRow, nowMs: number): Span {
  return { from: from_at.getTime(), to: to_at?.getTime() ?? nowMs };
}

/** Each row with whom its time went by, in two queries for all of them. */
async function explained(deps: ApiDeps, rows: readonly BreachRow[], nowMs: number): Promise<BreachAnswer[]> {
  if (rows.length === 0) return [];
  const oldest = new Date(Math.min(...rows.map(({ startedAt }) => startedAt.getTime())));
  const [past, found, { calendar }] = await Promise.all([
    pastOf(deps.db, [...new Set(rows.map(({ ticketNo }) => ticketNo))]),
    outagesBetween(deps.db, oldest, new Date(nowMs)),
    deps.timetables.current(),
  ]);
  return rows.map((row) => {
    const outages = found.filter((one) => reaches(one.component, row.channel)).map((one) => spanOf(one, nowMs));
    const to = row.stoppedAt?.getTime() ?? nowMs;
    const course = courseOf(row, past.get(row.ticketNo) ?? [], { outages, to });
    return renderBreach(row, splitTime(course, calendar), nowMs);
  });
}

async function breachReport(deps: ApiDeps, query: BreachQuery): Promise<Reply> {
  const nowMs = Date.now();
  const period = periodOf(query, nowMs);
  const limit = query.limit ?? DEFAULT_LIMIT;
  const parts = parseCursor('breaches', query.cursor);
  const after: BreachPage['after'] =
    parts === null ? null : { at: instantPart(parts[0]), ticketNo: textPart(parts[1]), key: textPart(parts[2]) };
  const { department, clock, explained: isExplained } = query;
  const filter = { ...period, department, clock, explained: isExplained };
  const [rows, totals] = await Promise.all([
    listBreaches(deps.db, { filter, after, limit: limit + 1 }),
    totalBreaches(deps.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  const nextCursor = more ? makeCursor('breaches', [last.dueAt.toISOString(), last.ticketNo, last.key]) : null;
  const items = await explained(deps, page, nowMs);
  const { from, to } = period;
  const body = { items, nextCursor, from: shown(from), to: shown(to), totals: totals.map(renderBreachTotal) };
  return { status: 200, body };
}

export function reportRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/reports/breaches',
    tag: 'reports',
    summary: 'Missed limits, the latest first: by how much, and with whom the time went by',
    who: REPORT_READERS,
    query: breachQuerySchema,
    answers: { 200: { description: 'A page of breaches, and the totals of all', schema: breachReportSchema } },
    handler: async ({ query }) => breachReport(deps, query),
  });
  routes.get({
    path: '/v1/reports/promises',
    tag: 'reports',
    summary: 'Times told to customers: how many were kept, by department and staff member',
    who: REPORT_READERS,
    query: promiseQuerySchema,
    answers: { 200: { description: 'What became of the promises made in that time', schema: promiseReportSchema } },
    handler: async ({ query }) => {
      const period = periodOf(query, Date.now());
      return { status: 200, body: renderPromises(await countPromises(deps.db, period), period) };
    },
  });
}
