import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  deedPageSchema,
  versionPageQuerySchema,
  versionPageSchema,
  versionParamsSchema,
} from '../../contracts/schemas/timetables.ts';
import { previewReportSchema } from '../../contracts/schemas/timetablePreview.ts';
import { listDeeds } from '../../db/repositories/timetables/timetableAudit.ts';
import { complete, type TimetableKind, versionsInForce } from '../../db/repositories/timetables/timetables.ts';
import { listVersions, readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import { previewVersion } from '../../intake/timetables/preview.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, numberPart, parseCursor, rowPart } from '../http/cursor.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { etag } from '../http/tickets.ts';
import { STAFF, TIMETABLE_EDITORS } from '../http/who.ts';
import { answerVersion, orProblem, renderDeed, renderHead, renderPreviewReport } from '../timetables/answers.ts';
import { CALENDARS, POLICIES, type VersionedKind } from '../timetables/kinds.ts';
import { policyFile } from '../timetables/policyFile.ts';
import { calendarWarnings } from '../timetables/warnings.ts';
import { importRoutes } from './timetableImports.ts';
import { changeRoutes } from './timetableChanges.ts';

type Kind<K extends TimetableKind, Shape> = VersionedKind<K, Shape>;

/** Calendars and policies have the same life; a policy can be had as a YAML file besides. */
export function timetableRoutes(routes: Routes, deps: ApiDeps): void {
  readRoutes(routes, deps, CALENDARS);
  readRoutes(routes, deps, POLICIES);
  changeRoutes(routes, deps, CALENDARS);
  changeRoutes(routes, deps, POLICIES);
  importRoutes(routes, deps);
}

function readRoutes<K extends TimetableKind, Shape>(routes: Routes, deps: ApiDeps, of: Kind<K, Shape>): void {
  listRoutes(routes, deps, of);
  const { kind, path, tag, name, version } = of;
  routes.get({
    path: `${path}/in-force`,
    tag,
    summary: `The ${name} that new tickets follow`,
    who: STAFF,
    answers: { 200: { description: 'The version in force', headers: ['ETag'], schema: version } },
    handler: ({ locale }) => answerVersion(deps, kind, { version: 'in-force', locale }),
  });
  routes.get({
    path: `${path}/{version}`,
    tag,
    summary: `A version of the ${name}${kind === 'policy' ? '; as one file with `Accept: application/yaml`' : ''}`,
    who: STAFF,
    params: versionParamsSchema,
    answers: {
      200: {
        description: 'The version',
        headers: ['ETag'],
        schema: version,
        ...(kind === 'policy' ? { alsoAs: ['application/yaml'] } : {}),
      },
    },
    handler: async ({ req, res, params, locale }) => {
      if (kind !== 'policy' || req.accepts(['json', 'application/yaml']) !== 'application/yaml')
        return answerVersion(deps, kind, { ...params, locale });
      const found = await readVersion(deps.db, 'policy', params.version);
      if (found === null) throw notFound();
      res
        .set({ Vary: 'Accept', ETag: etag(found.revision) })
        .type('application/yaml')
        .send(policyFile(complete(found.content)));
      return undefined;
    },
  });
  routes.get({
    path: `${path}/{version}/preview`,
    tag,
    summary: 'Which limits would move if this version were applied to every open ticket; changes nothing',
    who: TIMETABLE_EDITORS,
    params: versionParamsSchema,
    answers: { 200: { description: 'What would move', schema: previewReportSchema } },
    handler: async ({ params }) => {
      const question = { kind, version: params.version, at: new Date().toISOString() };
      return { status: 200, body: renderPreviewReport(await orProblem(() => previewVersion(deps, question))) };
    },
  });
}

function listRoutes<K extends TimetableKind, Shape>(routes: Routes, deps: ApiDeps, of: Kind<K, Shape>): void {
  const { kind, path, tag, name } = of;
  routes.get({
    path,
    tag,
    summary: `The versions of the ${name}, newest first`,
    who: STAFF,
    query: versionPageQuerySchema,
    answers: { 200: { description: 'A page of versions', schema: versionPageSchema } },
    handler: async ({ query, locale }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor(path, query.cursor);
      const before = parts === null ? null : numberPart(parts[0]);
      const found = await listVersions(deps.db, kind, { before, limit: limit + 1 });
      const items = found.slice(0, limit).map((head) => renderHead(head, locale));
      const last = items.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? makeCursor(path, [last.version]) : null;
      const inForce = (await versionsInForce(deps.db))[kind];
      const warnings = kind === 'calendar' ? await calendarWarnings(deps.db) : [];
      return { status: 200, body: { items, nextCursor, inForce, warnings } };
    },
  });
  routes.get({
    path: `${path}/audit`,
    tag,
    summary: `Who changed the ${name}, when and why, newest first`,
    who: STAFF,
    query: versionPageQuerySchema,
    answers: { 200: { description: 'A page of what was done', schema: deedPageSchema } },
    handler: async ({ query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const list = `${path}/audit`;
      const parts = parseCursor(list, query.cursor);
      const before = parts === null ? null : rowPart(parts[0]);
      const found = await listDeeds(deps.db, kind, { before, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? makeCursor(list, [last.id]) : null;
      return { status: 200, body: { items: shown.map(renderDeed), nextCursor } };
    },
  });
}
