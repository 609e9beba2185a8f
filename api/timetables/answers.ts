import type { Actor } from '../../contracts/people.ts';
import type { DraftWarning, HeadAnswer, ProvisionalAnswer } from '../../contracts/schemas/timetables.ts';
import type { PreviewReport } from '../../contracts/schemas/timetablePreview.ts';
import { replansToOthers } from '../../db/repositories/timetables/jobs.ts';
import { countProvisional } from '../../db/repositories/timetables/jobTickets.ts';
import type { listDeeds } from '../../db/repositories/timetables/timetableAudit.ts';
import { type TimetableKind, versionsInForce } from '../../db/repositories/timetables/timetables.ts';
import {
  readVersion,
  type TimetableHead,
  type TimetableVersion,
} from '../../db/repositories/timetables/timetableVersions.ts';
import { adviceOn, adviceWords } from '../../intake/timetables/advice.ts';
import type { JobOrder } from '../../intake/timetables/orderJob.ts';
import type { TimetablePreview } from '../../intake/timetables/preview.ts';
import { TimetableRefused } from '../../intake/timetables/refused.ts';
import type { ApiDeps } from '../deps.ts';
import type { Locale } from '../http/locale.ts';
import { notFound, refused } from '../http/problem.ts';
import { etag } from '../http/tickets.ts';
import type { Reply } from '../http/words.ts';
import { shown, shownOrNull } from '../render/instant.ts';
import { shownNote } from './noteWords.ts';

export function renderHead(head: TimetableHead, locale: Locale): HeadAnswer {
  const { version, status, inForce, revision, basedOn, note } = head;
  return {
    version,
    status,
    inForce,
    revision,
    basedOn,
    note: shownNote(note, locale),
    createdAt: shown(head.createdAt),
    createdBy: renderActor(head.createdBy),
    publishedAt: shownOrNull(head.publishedAt),
    publishedBy: head.publishedBy === null ? null : renderActor(head.publishedBy),
  };
}

type DeedRow = Awaited<ReturnType<typeof listDeeds>>[number];

export function renderDeed({ version, action, actor, at, reason, replaces, forced }: DeedRow) {
  return { version, action, actor: renderActor(actor), at: shown(at), reason, replaces, forced };
}

function renderActor(actor: Actor): HeadAnswer['createdBy'] {
  return { kind: actor.kind, staffNo: actor.kind === 'staff' ? actor.staffNo : null };
}

export function renderPreviewReport({ at, moved, groups, affected, loses, ...rest }: TimetablePreview): PreviewReport {
  return {
    ...rest,
    at: shown(at),
    groups: [...groups],
    moved: moved.map(({ target, ...limit }) => ({
      ...limit,
      ...shownMove(limit),
      ...(target === undefined ? {} : { target: shownMove(target) }),
    })),
    affected: affected.map((limit) => ({ ...limit, dueAt: shownOrNull(limit.dueAt) })),
    loses: loses === null ? null : { ...loses, years: [...loses.years] },
  };
}

function shownMove({ from, to }: Pick<TimetablePreview['moved'][number], 'from' | 'to'>) {
  return { from: shownOrNull(from), to: shownOrNull(to) };
}

/** A version whole as the answer to whoever asked for it or changed it. Throws `not-found`. */
export async function answerVersion<K extends TimetableKind>(
  { db }: ApiDeps,
  kind: K,
  wanted: {
    readonly version: number | 'in-force';
    readonly locale: Locale;
    readonly status?: number;
    readonly headers?: Record<string, string>;
  },
): Promise<Reply & { readonly body: object }> {
  const found = await readVersion(db, kind, wanted.version);
  if (found === null) throw notFound();
  return {
    status: wanted.status ?? 200,
    body: { ...renderHead(found, wanted.locale), content: found.content, warnings: await warningsOf(db, kind, found) },
    headers: { ETag: etag(found.revision), ...wanted.headers },
  };
}

async function warningsOf<K extends TimetableKind>(
  db: ApiDeps['db'],
  kind: K,
  { status, content }: TimetableVersion<K>,
): Promise<DraftWarning[]> {
  if (status !== 'draft') return [];
  const advice = await adviceOn(db, kind, content);
  return advice.map((one) => ({ code: one.code, pointer: `/content${one.pointer}`, ...adviceWords(one) }));
}

/** What is left to be done after publishing: a count, and the call that does it. */
export async function renderProvisional(
  db: ApiDeps['db'],
  { kind, calendar, policy, selection }: JobOrder,
  jobId: string | null,
): Promise<ProvisionalAnswer> {
  const versions = { ...(calendar === null ? {} : { calendar }), ...(policy === null ? {} : { policy }) };
  return {
    provisionalTickets: await countProvisional(db),
    jobId,
    otherReplans: await replansToOthers(db, await versionsInForce(db)),
    order: { method: 'POST', href: '/v1/jobs', body: { kind, ...versions, selection } },
  };
}

/** What was refused becomes a problem that names the faults, or the running limits that stand against it. */
export async function orProblem<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw problemOf(error);
  }
}

/** The same where the faults lie in the version's content: they are told from the root of the document that holds it. */
export async function orContentProblem<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof TimetableRefused) || error.refusal.errors === undefined) throw problemOf(error);
    const errors = error.refusal.errors.map((fault) => ({ ...fault, pointer: `/content${fault.pointer}` }));
    throw problemOf(new TimetableRefused({ ...error.refusal, errors }, error.limits));
  }
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof TimetableRefused)) return error;
  const { refusal, limits } = error;
  if (refusal.code === 'not-found') return notFound();
  return refused(refusal, limits.length === 0 ? {} : { limits });
}
