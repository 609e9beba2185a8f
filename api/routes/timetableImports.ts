import type { Principal } from '../../contracts/people.ts';
import {
  calendarImportedSchema,
  importNoticeSchema,
  importPolicySchema,
  policyImportedSchema,
} from '../../contracts/schemas/timetables.ts';
import type { TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { importHolidayNotice } from '../../intake/timetables/importHolidayNotice.ts';
import { createDraft } from '../../intake/timetables/life.ts';
import { previewVersion } from '../../intake/timetables/preview.ts';
import type { ApiDeps } from '../deps.ts';
import type { Locale } from '../http/locale.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { TIMETABLE_EDITORS } from '../http/who.ts';
import type { Reply } from '../http/words.ts';
import { answerVersion, orProblem, renderPreviewReport } from '../timetables/answers.ts';
import { CALENDARS, MAX_KILOBYTES, POLICIES } from '../timetables/kinds.ts';
import { parsePolicyFile } from '../timetables/policyFile.ts';

/** A file becomes a draft, answered with what it would move; nothing is in force before it is published. */
export function importRoutes(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: `${CALENDARS.path}/import`,
    tag: CALENDARS.tag,
    summary: 'The notice of a year from a file, as a draft of the calendar in force, with its preview',
    who: TIMETABLE_EDITORS,
    takes: { maxKilobytes: MAX_KILOBYTES },
    body: importNoticeSchema,
    answers: {
      201: {
        description: 'The draft and what it would move',
        headers: ['ETag', 'Location'],
        schema: calendarImportedSchema,
      },
    },
    handler: async ({ principal, body, locale, make }) => {
      const by = { actor: actorOf(principal), note: body.note ?? `notice of ${body.year}, ${body.format}` };
      const version = await orProblem(() => make(async (tx) => String(await importHolidayNotice(tx, body, by))));
      return imported(deps, CALENDARS, { version: Number(version), locale });
    },
  });
  routes.post({
    path: `${POLICIES.path}/import`,
    tag: POLICIES.tag,
    summary: 'A policy from its YAML file, as a draft, with its preview',
    who: TIMETABLE_EDITORS,
    takes: { maxKilobytes: MAX_KILOBYTES, yaml: true },
    body: importPolicySchema,
    answers: {
      201: {
        description: 'The draft and what it would move',
        headers: ['ETag', 'Location'],
        schema: policyImportedSchema,
      },
    },
    handler: async ({ principal, body, locale, make }) => {
      const version = await orProblem(() => make(async (tx) => String(await policyDraft(tx, principal, body))));
      return imported(deps, POLICIES, { version: Number(version), locale });
    },
  });
}

function policyDraft(
  db: ApiDeps['db'],
  principal: Principal,
  { text, note = 'imported file' }: { readonly text: string; readonly note?: string | undefined },
): Promise<number> {
  const content = parsePolicyFile(text);
  return createDraft(db, { kind: 'policy', actor: actorOf(principal), content, basedOn: null, note });
}

async function imported(
  deps: ApiDeps,
  { kind, path }: { readonly kind: TimetableKind; readonly path: string },
  { version, locale }: { readonly version: number; readonly locale: Locale },
): Promise<Reply> {
  const headers = { Location: `${path}/${version}` };
  const answer = await answerVersion(deps, kind, { version, locale, status: 201, headers });
  const preview = renderPreviewReport(await previewVersion(deps, { kind, version, at: new Date().toISOString() }));
  return { ...answer, body: { ...answer.body, preview } };
}
