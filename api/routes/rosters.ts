import type { Principal } from '../../contracts/people.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  publishRosterSchema,
  putRosterSchema,
  rosterPageSchema,
  rosterParamsSchema,
  rosterQuerySchema,
  rosterSchema,
  type RosterAnswer,
} from '../../contracts/schemas/roster.ts';
import { listRosters, rosterVersions } from '../../db/repositories/shifts/rosters.ts';
import { isMonday } from '../../domain/roster/week.ts';
import { draftRoster, publishRoster } from '../../intake/rosters/life.ts';
import { RosterRefused } from '../../intake/rosters/refused.ts';
import { startHandovers } from '../../intake/rosters/startHandovers.ts';
import type { ApiDeps } from '../deps.ts';
import { dayPart, makeCursor, parseCursor } from '../http/cursor.ts';
import { actorOf } from '../http/principal.ts';
import { notFound, Problem, refused } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { STAFF, type Who } from '../http/who.ts';
import { renderRoster, renderRosterItem } from '../render/roster.ts';

/** The roster and the rotation of rest days are the team leader's; the manager answers for them. */
const WRITERS: Who = { customers: false, staff: ['teamLeader', 'manager'], integration: false };

function writes(principal: Principal): boolean {
  return principal.kind === 'staff' && WRITERS.staff.includes(principal.role);
}

/** Throws `validation` for what is no week of ours. */
function weekOf(text: string): string {
  if (isMonday(text)) return text;
  throw new Problem(
    'validation',
    {
      zh: '周以其周一的日期表示，例如 2026-11-23。',
      en: `"${text}" names no week: a week is the date of its Monday, such as 2026-11-23.`,
    },
    {
      errors: [
        { pointer: '/week', expected: { zh: '周一的日期，格式 YYYY-MM-DD', en: 'the date of a Monday as YYYY-MM-DD' } },
      ],
    },
  );
}

/** A refusal of the rules as a problem. */
async function ruled<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RosterRefused) throw refused(error.refusal);
    throw error;
  }
}

/** Throws `not-found` where there is nothing that the caller may read. */
async function answer(deps: ApiDeps, principal: Principal, week: string): Promise<RosterAnswer> {
  const rows = await rosterVersions(deps.db, week);
  const roster = renderRoster(week, rows, writes(principal));
  if (roster.inForce === null && roster.draft === null) throw notFound();
  return roster;
}

function writingRoutes(routes: Routes, deps: ApiDeps): void {
  routes.put({
    path: '/v1/rosters/{week}',
    tag: 'rosters',
    summary: 'Write the draft of a week’s roster; week = date of its Monday',
    who: WRITERS,
    params: rosterParamsSchema,
    body: putRosterSchema,
    answers: { 200: { description: 'The week’s roster', schema: rosterSchema } },
    handler: async ({ principal, params, body }) => {
      const week = weekOf(params.week);
      const days = body.days.map((day) => ({ ...day, REST: day.REST ?? [] }));
      const draft = { week, days, note: body.note ?? null, actor: actorOf(principal) };
      const timetable = await deps.timetables.current();
      await ruled(() => draftRoster(deps.db, draft, timetable));
      return { status: 200, body: await answer(deps, principal, week) };
    },
  });
  routes.post({
    path: '/v1/rosters/{week}/publish',
    tag: 'rosters',
    summary: 'Put the draft in force; its people are told, and each shift has its hand-over',
    who: WRITERS,
    params: rosterParamsSchema,
    body: publishRosterSchema,
    answers: { 200: { description: 'The week’s roster', schema: rosterSchema } },
    handler: async ({ principal, params, body, make }) => {
      const week = weekOf(params.week);
      const publication = { week, version: body.version ?? null, actor: actorOf(principal) };
      const timetable = await deps.timetables.current();
      let openings: Awaited<ReturnType<typeof publishRoster>> = [];
      await ruled(() =>
        make(async (tx) => {
          openings = await publishRoster(tx, publication, timetable);
          return week;
        }),
      );
      await startHandovers(deps, openings);
      return { status: 200, body: await answer(deps, principal, week) };
    },
  });
}

export function rosterRoutes(routes: Routes, deps: ApiDeps): void {
  writingRoutes(routes, deps);
  routes.get({
    path: '/v1/rosters/{week}',
    tag: 'rosters',
    summary: 'A week’s roster in force, its draft and its history',
    who: STAFF,
    params: rosterParamsSchema,
    answers: { 200: { description: 'The week’s roster', schema: rosterSchema } },
    handler: async ({ principal, params }) => {
      return { status: 200, body: await answer(deps, principal, weekOf(params.week)) };
    },
  });
  routes.get({
    path: '/v1/rosters',
    tag: 'rosters',
    summary: 'Weeks that have a roster, the latest first',
    who: STAFF,
    query: rosterQuerySchema,
    answers: { 200: { description: 'A page of weeks', schema: rosterPageSchema } },
    handler: async ({ principal, query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('rosters', query.cursor);
      const before = parts === null ? null : dayPart(parts[0]);
      const rows = await listRosters(deps.db, { before, limit: limit + 1, drafts: writes(principal) });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? makeCursor('rosters', [last.week]) : null;
      return { status: 200, body: { items: page.map(renderRosterItem), nextCursor } };
    },
  });
}
