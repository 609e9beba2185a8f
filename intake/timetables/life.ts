import type { Kysely } from 'kysely';
import type { Actor } from '../../contracts/people.ts';
import { inTransaction } from '../../db/inTransaction.ts';
import { writeDeed } from '../../db/repositories/timetables/timetableAudit.ts';
import type { Contents, TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import {
  insertDraft,
  lockInForce,
  readVersion,
  settleDraft,
  type TimetableVersion,
  updateDraft,
} from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import { KINDS, refuseFaults } from './kinds.ts';
import { conflict, TimetableRefused, unknownVersion } from './refused.ts';
import { STATUS_WORDS } from './statusWords.ts';

/** Which version somebody acts on. */
export interface Deed<K extends TimetableKind> {
  readonly kind: K;
  readonly version: number;
  readonly actor: Actor;
}

export interface NewDraft<K extends TimetableKind> {
  readonly kind: K;
  readonly actor: Actor;
  /** Null: a copy of `basedOn`. */
  readonly content: Contents[K] | null;
  /** Null: the version in force. */
  readonly basedOn: number | null;
  readonly note: string;
}

/** Writes a new draft and answers its number. Throws TimetableRefused for faulty content or an unknown `basedOn`. */
export async function createDraft<K extends TimetableKind>(db: Kysely<DB>, draft: NewDraft<K>): Promise<number> {
  const { kind, actor, note } = draft;
  if (draft.content !== null) refuseFaults(KINDS[kind].faults(draft.content));
  return inTransaction(db, async (tx) => {
    const inForce = await lockInForce(tx);
    const basedOn = draft.basedOn ?? inForce[kind];
    const base = await versionOf(tx, kind, basedOn);
    const content = draft.content ?? KINDS[kind].whole(base.content);
    const version = await insertDraft(tx, kind, { content, note, basedOn, actor });
    await writeDeed(tx, kind, { version, action: 'created', actor, reason: null, replaces: null });
    return version;
  });
}

export interface DraftChange<K extends TimetableKind> extends Deed<K> {
  readonly content: Contents[K];
  readonly note: string;
  /** The revision its author has seen; null: whatever stands there. */
  readonly seen: number | null;
}

/** Writes a draft anew. Throws TimetableRefused for faulty content, a settled version, or one changed since it was seen. */
export async function changeDraft<K extends TimetableKind>(db: Kysely<DB>, change: DraftChange<K>): Promise<void> {
  const { kind, version, actor, content, note, seen } = change;
  refuseFaults(KINDS[kind].faults(content));
  await inTransaction(db, async (tx) => {
    await lockInForce(tx);
    const { status, revision } = await versionOf(tx, kind, version);
    if (status !== 'draft')
      throw conflict({
        zh: `版本 ${version} ${STATUS_WORDS[status].zh}；只有草稿可以修改。`,
        en: `Version ${version} is ${STATUS_WORDS[status].en}; only a draft can be changed.`,
      });
    if (seen !== null && seen !== revision)
      throw new TimetableRefused({
        code: 'version-mismatch',
        detail: {
          zh: `If-Match 为修订 ${seen}，草稿已是修订 ${revision}。`,
          en: `If-Match names revision ${seen}, the draft has ${revision}.`,
        },
      });
    await updateDraft(tx, { kind, version }, { content, note });
    await writeDeed(tx, kind, { version, action: 'changed', actor, reason: null, replaces: null });
  });
}

/** Gives a draft up for good. Throws TimetableRefused where it is none. */
export async function discardDraft<K extends TimetableKind>(
  db: Kysely<DB>,
  { kind, version, actor }: Deed<K>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockInForce(tx);
    const { status } = await versionOf(tx, kind, version);
    if (status !== 'draft')
      throw conflict({
        zh: `版本 ${version} ${STATUS_WORDS[status].zh}；只有草稿可以作废。`,
        en: `Version ${version} is ${STATUS_WORDS[status].en}; only a draft can be discarded.`,
      });
    await settleDraft(tx, { kind, version }, { as: 'discarded', actor });
    await writeDeed(tx, kind, { version, action: 'discarded', actor, reason: null, replaces: null });
  });
}

/** Throws TimetableRefused where there is none. */
export async function versionOf<K extends TimetableKind>(
  db: Kysely<DB>,
  kind: K,
  version: number,
): Promise<TimetableVersion<K>> {
  const found = await readVersion(db, kind, version);
  if (found === null) throw unknownVersion();
  return found;
}
