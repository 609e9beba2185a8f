import type { Kysely } from 'kysely';
import type { Words } from '../../contracts/words.ts';
import { inTransaction } from '../../db/inTransaction.ts';
import { writeDeed } from '../../db/repositories/timetables/timetableAudit.ts';
import type { Contents, TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import {
  lockInForce,
  putInForce,
  readVersion,
  settleDraft,
} from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import { checkTimetable } from '../../domain/clocks/checking/checkTimetable.ts';
import { KINDS, refuseFaults } from './kinds.ts';
import { type Deed, versionOf } from './life.ts';
import { type LostYears, yearsStillNeeded } from './lostYears.ts';
import { orderJob, provisionalAgain } from './orderJob.ts';
import { conflict, noticeContradicted } from './refused.ts';
import { STATUS_WORDS } from './statusWords.ts';

export interface Publication<K extends TimetableKind> extends Deed<K> {
  readonly reason: string;
  /** Also where another version was put in force since the draft was made. */
  readonly force: boolean;
  /** Also where it says otherwise than an official notice that is loaded, and that is meant. */
  readonly againstNotice?: boolean;
}

/**
 * Publishes a draft and puts it in force for new tickets; open ones stay with theirs. Of two at once one wins.
 * Throws TimetableRefused where it is no draft, does not follow the version in force, contradicts the notice of a year, or takes away what
 * running limits stand on.
 */
export async function publishDraft<K extends TimetableKind>(db: Kysely<DB>, deed: Publication<K>): Promise<void> {
  const { kind, version, actor, force, againstNotice = false } = deed;
  await inTransaction(db, async (tx) => {
    const inForce = (await lockInForce(tx))[kind];
    const draft = await versionOf(tx, kind, version);
    if (draft.status === 'published')
      throw conflict({
        zh: `版本 ${version} 已发布过；请改用恢复（restore）。`,
        en: `Version ${version} is published already; restore it instead.`,
      });
    if (draft.status === 'discarded')
      throw conflict({
        zh: `版本 ${version} 已作废；请据此新建草稿。`,
        en: `Version ${version} was discarded; make a new draft of it.`,
      });
    if (draft.basedOn !== inForce && !force)
      throw conflict({
        zh: `版本 ${version} 基于版本 ${draft.basedOn}，而其后版本 ${inForce} 已生效：请重新起草，或附 "force": true。`,
        en: `Version ${version} was made from ${draft.basedOn}, but ${inForce} is in force since: make it anew, or send "force": true.`,
      });
    await settleDraft(tx, { kind, version }, { as: 'published', actor });
    const { content: before } = await versionOf(tx, kind, inForce);
    const contradicted = KINDS[kind].contradicts(before, draft.content);
    if (contradicted.length > 0 && !againstNotice) throw noticeContradicted(contradicted);
    const change = { inForce, content: draft.content, action: 'published', loses: false } as const;
    await takeForce(tx, deed, { ...change, forced: contradicted.length > 0 });
  });
}

export interface Restoration<K extends TimetableKind> extends Deed<K> {
  readonly reason: string;
  /** Also where running limits lose the notice of their year. */
  readonly force: boolean;
}

/**
 * Puts an older published version in force again. Where it has no notice of a year that running limits were told as final in, and `force`
 * says that this is meant, a re-plan makes them provisional: answers its id, else null. Throws TimetableRefused as `publishDraft` does.
 */
export async function restoreVersion<K extends TimetableKind>(
  db: Kysely<DB>,
  deed: Restoration<K>,
): Promise<string | null> {
  const { kind, version, force } = deed;
  return inTransaction(db, async (tx) => {
    const inForce = (await lockInForce(tx))[kind];
    const { status, content } = await versionOf(tx, kind, version);
    if (status !== 'published')
      throw conflict({
        zh: `版本 ${version} ${STATUS_WORDS[status].zh}；只有已发布的版本可以恢复。`,
        en: `Version ${version} is ${STATUS_WORDS[status].en}; only a published one can be restored.`,
      });
    if (version === inForce)
      throw conflict({ zh: `版本 ${version} 已在生效。`, en: `Version ${version} is in force already.` });
    const lost = await takeForce(tx, deed, { inForce, content, action: 'restored', loses: force, forced: false });
    return lost === null ? null : orderJob(tx, provisionalAgain(lost, deed));
  });
}

interface Change<Content> {
  readonly inForce: number;
  readonly content: Content;
  readonly action: 'published' | 'restored';
  /** Although running limits lose what they stand on. */
  readonly loses: boolean;
  /** Something else stood against it, and whoever did it knew. */
  readonly forced: boolean;
}

async function takeForce<K extends TimetableKind>(
  tx: Kysely<DB>,
  { kind, version, actor, reason }: Deed<K> & { readonly reason: string },
  change: Change<Contents[K]>,
): Promise<LostYears | null> {
  const { inForce, action } = change;
  const content = KINDS[kind].whole(change.content);
  const [calendar, policy, before] = await Promise.all([
    readVersion(tx, 'calendar', 'in-force'),
    readVersion(tx, 'policy', 'in-force'),
    versionOf(tx, kind, inForce),
  ]);
  if (calendar === null || policy === null) throw new Error('no calendar or no policy is in force: run the migration');
  const versions = { calendar: calendar.version, policy: policy.version };
  const now = { versions, calendar: calendar.content, policy: policy.content };
  const next = KINDS[kind].within(now, version, content);
  refuseFaults([...KINDS[kind].faults(content), ...checkTimetable(next.calendar, next.policy)]);
  const lost = await KINDS[kind].lost(tx, before.content, content);
  if (lost !== null && !change.loses) throw yearsStillNeeded(lost, action === 'restored' ? TO_RESTORE : NO_WAY);
  await putInForce(tx, kind, version);
  const forced = lost !== null || change.forced;
  await writeDeed(tx, kind, { version, action, actor, reason, replaces: inForce, forced });
  return lost;
}

const TO_RESTORE: Words = {
  zh: '如要使其恢复为暂定，请附 "force": true；该版本的预览列有数量。',
  en: ' To make them provisional again, send "force": true; the preview of the version counts them.',
};
const NO_WAY: Words = { zh: '', en: '' };
