import {
  draftBodySchema,
  publishBodySchema,
  publishedSchema,
  replaceBodySchema,
  restoreBodySchema,
  versionParamsSchema,
} from '../../contracts/schemas/timetables.ts';
import type { TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { publishDraft, restoreVersion } from '../../intake/timetables/inForce.ts';
import { changeDraft, createDraft, discardDraft } from '../../intake/timetables/life.ts';
import { orderJob, replanOfProvisional } from '../../intake/timetables/orderJob.ts';
import { startJobs } from '../../intake/timetables/startJobs.ts';
import type { ApiDeps } from '../deps.ts';
import type { Locale } from '../http/locale.ts';
import { nothing } from '../http/parse.ts';
import { expectedVersionOf } from '../http/ifMatch.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { TIMETABLE_EDITORS } from '../http/who.ts';
import type { Reply } from '../http/words.ts';
import { answerVersion, orContentProblem, orProblem, renderProvisional } from '../timetables/answers.ts';
import { MAX_KILOBYTES, type VersionedKind } from '../timetables/kinds.ts';

type Kind<K extends TimetableKind, Shape> = VersionedKind<K, Shape>;

/** From draft to published and back; each is one transaction, so of two at once one is refused. */
export function changeRoutes<K extends TimetableKind, Shape>(routes: Routes, deps: ApiDeps, of: Kind<K, Shape>): void {
  draftRoutes(routes, deps, of);
  forceRoutes(routes, deps, of);
}

function draftRoutes<K extends TimetableKind, Shape>(routes: Routes, deps: ApiDeps, of: Kind<K, Shape>): void {
  const { kind, path, tag, name, sound } = of;
  const takes = { maxKilobytes: MAX_KILOBYTES };
  routes.post({
    path,
    tag,
    summary: `A new draft of the ${name}: whole content, or a copy of the version \`basedOn\``,
    who: TIMETABLE_EDITORS,
    takes,
    body: draftBodySchema(of.content),
    answers: { 201: { description: 'The draft', headers: ['ETag', 'Location'], schema: of.version } },
    handler: async ({ principal, body, locale, make }) => {
      const draft = () => ({
        kind,
        actor: actorOf(principal),
        content: body.content === undefined ? null : sound(body.content),
        basedOn: body.basedOn ?? null,
        note: body.note ?? '',
      });
      const made = await orContentProblem(() => make(async (tx) => String(await createDraft(tx, draft()))));
      const version = Number(made);
      return answerVersion(deps, kind, { version, locale, status: 201, headers: { Location: `${path}/${version}` } });
    },
  });
  routes.put({
    path: `${path}/{version}`,
    tag,
    summary: 'A draft anew; with `If-Match` only the revision that was seen',
    who: TIMETABLE_EDITORS,
    params: versionParamsSchema,
    takes,
    precondition: true,
    body: replaceBodySchema(of.content),
    answers: { 200: { description: 'The draft after it', headers: ['ETag'], schema: of.version } },
    handler: async ({ req, principal, params, body, locale }) => {
      await orContentProblem(async () =>
        changeDraft(deps.db, {
          kind,
          version: params.version,
          actor: actorOf(principal),
          content: sound(body.content),
          note: body.note ?? '',
          seen: expectedVersionOf(req, null),
        }),
      );
      return answerVersion(deps, kind, { ...params, locale });
    },
  });
  routes.post({
    path: `${path}/{version}/discard`,
    tag,
    summary: 'Gives a draft up for good',
    who: TIMETABLE_EDITORS,
    params: versionParamsSchema,
    body: nothing,
    answers: { 200: { description: 'The version after it', headers: ['ETag'], schema: of.version } },
    handler: async ({ principal, params, locale, make }) => {
      const deed = { kind, version: params.version, actor: actorOf(principal) };
      await orProblem(() =>
        make(async (tx) => {
          await discardDraft(tx, deed);
          return String(deed.version);
        }),
      );
      return answerVersion(deps, kind, { ...params, locale });
    },
  });
}

function forceRoutes<K extends TimetableKind, Shape>(routes: Routes, deps: ApiDeps, of: Kind<K, Shape>): void {
  const { kind, path, tag } = of;
  routes.post({
    path: `${path}/{version}/publish`,
    tag,
    summary: 'Publishes a draft: new tickets follow it, open ones stay with theirs',
    who: TIMETABLE_EDITORS,
    params: versionParamsSchema,
    body: publishBodySchema,
    answers: { 200: { description: 'The version in force', headers: ['ETag'], schema: publishedSchema(of.version) } },
    handler: async ({ principal, params, body, locale, make }) => {
      const { reason, force = false, againstNotice = false, apply } = body;
      const deed = { kind, version: params.version, actor: actorOf(principal), reason, force, againstNotice };
      const jobId = await orContentProblem(() =>
        make(async (tx) => {
          await publishDraft(tx, deed);
          return apply === 'provisional' ? orderJob(tx, replanOfProvisional(deed)) : NO_JOB;
        }),
      );
      return answerInForce(deps, { ...deed, locale }, jobId);
    },
  });
  routes.post({
    path: `${path}/{version}/restore`,
    tag,
    summary: 'Puts an older published version in force again',
    who: TIMETABLE_EDITORS,
    params: versionParamsSchema,
    body: restoreBodySchema,
    answers: { 200: { description: 'The version in force', headers: ['ETag'], schema: publishedSchema(of.version) } },
    handler: async ({ principal, params, body, locale, make }) => {
      const { reason, force = false } = body;
      const deed = { kind, version: params.version, actor: actorOf(principal), reason, force };
      const jobId = await orContentProblem(() => make(async (tx) => (await restoreVersion(tx, deed)) ?? NO_JOB));
      return answerInForce(deps, { ...deed, locale }, jobId);
    },
  });
}

const NO_JOB = '';

/** The version that new tickets follow from now on, and what is left to be done for open ones. */
async function answerInForce(
  deps: ApiDeps,
  deed: Parameters<typeof replanOfProvisional>[0] & { readonly locale: Locale },
  ordered: string,
): Promise<Reply> {
  // Whoever publishes and opens a ticket at once finds it pinned to what was published.
  deps.timetables.renew();
  const jobId = ordered === NO_JOB ? null : ordered;
  if (jobId !== null) await startJobs(deps, [jobId]);
  const answer = await answerVersion(deps, deed.kind, deed);
  const provisional = await renderProvisional(deps.db, replanOfProvisional(deed), jobId);
  return { ...answer, body: { ...answer.body, provisional } };
}
