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
  holdingsOf,
  listBreaches,
  totalBreaches,
} from '../../db/repositories/outages/breaches.ts';
import { type OutageRow, outagesBetween } from '../../db/repositories/outages/outages.ts';
import { countPromises } from '../../db/repositories/promises.ts';
import { reaches } from '../../domain/reports/outageReach.ts';
import type { Span } from '../../domain/reports/span.ts';
import { type Holding, splitTime } from '../../domain/reports/split.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { periodOf } from '../http/period.ts';
import type { Routes } from '../http/routes.ts';
import type { Who } from '../http/who.ts';
import type { Reply } from '../http/words.ts';
import { shown } from '../render/instant.ts';
import { unawareOf } from '../render/toldEvents.ts';
import { renderBreach, renderBreachTotal, renderPromises } from '../render/reports.ts';

/** Figures and codes, no customer content: also for those who keep the service running. */
const REPORT_READERS: Who = {
  customers: false,
  staff: ['supervisor', 'manager', 'inspector', 'admin', 'ops'],
  integration: false,
};

/** Whoever is told of what was missed finds it here as well. */
const BREACH_READERS: Who = { ...REPORT_READERS, staff: [...REPORT_READERS.staff, 'teamLeader'] };

/** When the limit stood still, by its own ledger; in ms. */
function standing({ pauses }: BreachRow, end: number): Span[] {
  return pauses.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? end : Date.parse(to) }));
}

/** Who was answerable from when on. */
function holdingsFor(row: BreachRow, ofTicket: readonly Holding[]): [Holding, ...Holding[]] {
  const [first, ...later] = row.answerable === null ? ofTicket : [];
  return first === undefined ? [{ since: 0, holder: row.department }] : [first, ...later];
}

function spanOf({ from_at, to_at }: OutageRow, nowMs: number): Span {
  return { from: from_at.getTime(), to: to_at?.getTime() ?? nowMs };
}

/** Each row with whom its time went by, in the hours of the calendar that the limit was reckoned by. */
async function explained(deps: ApiDeps, rows: readonly BreachRow[], nowMs: number): Promise<BreachAnswer[]> {
  if (rows.length === 0) return [];
  const oldest = new Date(Math.min(...rows.map(({ startedAt }) => startedAt.getTime())));
  const [holdings, found] = await Promise.all([
    holdingsOf(deps.db, [...new Set(rows.flatMap(({ ticketNo }) => ticketNo ?? []))]),
    outagesBetween(deps.db, oldest, new Date(nowMs)),
  ]);
  return Promise.all(
    rows.map(async (row) => {
      const outages = found.filter((one) => reaches(one.component, row.channel)).map((one) => spanOf(one, nowMs));
      const from = row.startedAt.getTime();
      const to = row.stoppedAt?.getTime() ?? nowMs;
      const ofTicket = row.ticketNo === null ? [] : (holdings.get(row.ticketNo) ?? []);
      const course = { from, to, waiting: standing(row, to), outages, holdings: holdingsFor(row, ofTicket) };
      const { calendar } = await deps.timetables.of(row.timetable);
      return renderBreach(row, splitTime(course, calendar), nowMs);
    }),
  );
}

async function breachReport(deps: ApiDeps, query: BreachQuery, reader: string): Promise<Reply> {
  const nowMs = Date.now();
  const period = periodOf(query, nowMs);
  const limit = query.limit ?? DEFAULT_LIMIT;
  const parts = parseCursor('breaches', query.cursor);
  const after: BreachPage['after'] =
    parts === null ? null : { at: instantPart(parts[0]), owner: textPart(parts[1]), key: textPart(parts[2]) };
  const { department, clock, explained: isExplained } = query;
  const filter = { ...period, department, clock, explained: isExplained, reader };
  const [rows, totals] = await Promise.all([
    listBreaches(deps.db, { filter, after, limit: limit + 1 }),
    totalBreaches(deps.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  const nextCursor = more ? makeCursor('breaches', [last.dueAt.toISOString(), last.owner, last.key]) : null;
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
    who: BREACH_READERS,
    query: breachQuerySchema,
    answers: { 200: { description: 'A page of breaches, and the totals of all', schema: breachReportSchema } },
    handler: async ({ query, principal }) => breachReport(deps, query, unawareOf(principal) ?? ''),
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
