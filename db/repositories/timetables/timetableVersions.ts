import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../../contracts/people.ts';
import type { TimetableVersions } from '../../../domain/clocks/timetable.ts';
import type { DB } from '../../schema/rows.ts';
import type { Contents, TimetableKind } from './timetables.ts';

/** Everything about a version but its content. Only a draft changes; `revision` counts its changes. */
export interface TimetableHead {
  readonly version: number;
  readonly status: 'draft' | 'published' | 'discarded';
  readonly inForce: boolean;
  readonly revision: number;
  readonly basedOn: number | null;
  readonly note: string;
  readonly createdAt: Date;
  readonly createdBy: Actor;
  readonly publishedAt: Date | null;
  readonly publishedBy: Actor | null;
}

export interface TimetableVersion<K extends TimetableKind> extends TimetableHead {
  readonly content: Contents[K];
}

function heads(db: Kysely<DB>, kind: TimetableKind) {
  return db
    .selectFrom('timetable_versions as v')
    .leftJoin('timetables_in_force as f', (join) =>
      join.onRef('f.kind', '=', 'v.kind').onRef('f.version', '=', 'v.version'),
    )
    .select([
      'v.version',
      'v.status',
      sql<boolean>`f.version is not null`.as('inForce'),
      'v.revision',
      'v.based_on as basedOn',
      'v.note',
      'v.created_at as createdAt',
      'v.created_by as createdBy',
      'v.published_at as publishedAt',
      'v.published_by as publishedBy',
    ])
    .where('v.kind', '=', kind);
}

/** One page of a kind's versions, newest first. */
export function listVersions(
  db: Kysely<DB>,
  kind: TimetableKind,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<TimetableHead[]> {
  const rows = heads(db, kind).orderBy('v.version', 'desc').limit(limit);
  return (before === null ? rows : rows.where('v.version', '<', before)).execute();
}

/** A version whole, or the one in force; null where there is none of that number. */
export async function readVersion<K extends TimetableKind>(
  db: Kysely<DB>,
  kind: K,
  version: number | 'in-force',
): Promise<TimetableVersion<K> | null> {
  const { rows } = await sql<TimetableVersion<K>>`
    select head.*, whole.content from (${heads(db, kind)}) as head
    join timetable_versions whole on whole.kind = ${kind} and whole.version = head.version
    where ${version === 'in-force' ? sql`head."inForce"` : sql`head.version = ${version}`}
  `.execute(db);
  return rows[0] ?? null;
}

/**
 * What is in force, held until the transaction ends: whoever drafts or publishes meanwhile waits, of either kind,
 * since calendar and policy are judged together. Throws where nothing is in force, which the migration does not leave behind.
 */
export async function lockInForce(tx: Kysely<DB>): Promise<TimetableVersions> {
  const rows = await tx
    .selectFrom('timetables_in_force')
    .select(['kind', 'version'])
    .orderBy('kind')
    .forUpdate()
    .execute();
  const versionOf = (kind: TimetableKind): number | undefined => rows.find((row) => row.kind === kind)?.version;
  const calendar = versionOf('calendar');
  const policy = versionOf('policy');
  if (calendar === undefined || policy === undefined)
    throw new Error('no calendar or no policy is in force: run the migration');
  return { calendar, policy };
}

export interface DraftContent<K extends TimetableKind> {
  readonly content: Contents[K];
  readonly note: string;
}

/** A new draft with the next number of its kind. To be called after `lockInForce`, which makes the number its own. */
export async function insertDraft<K extends TimetableKind>(
  tx: Kysely<DB>,
  kind: K,
  draft: DraftContent<K> & { readonly basedOn: number; readonly actor: Actor },
): Promise<number> {
  const { version } = await tx
    .insertInto('timetable_versions')
    .values({
      kind,
      version: sql<number>`(select max(version) + 1 from timetable_versions where kind = ${kind})`,
      status: 'draft',
      based_on: draft.basedOn,
      note: draft.note,
      content: JSON.stringify(draft.content),
      created_by: JSON.stringify(draft.actor),
    })
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Where a version stands. */
export interface VersionPlace {
  readonly kind: TimetableKind;
  readonly version: number;
}

/** Writes a draft anew, as its next revision; anything but a draft is left alone by the database itself. */
export async function updateDraft<K extends TimetableKind>(
  tx: Kysely<DB>,
  { kind, version }: VersionPlace & { readonly kind: K },
  { content, note }: DraftContent<K>,
): Promise<void> {
  await tx
    .updateTable('timetable_versions')
    .set((eb) => ({ content: JSON.stringify(content), note, revision: eb('revision', '+', 1) }))
    .where('kind', '=', kind)
    .where('version', '=', version)
    .execute();
}

/** Settles a draft for good; the database refuses a second time. */
export async function settleDraft(
  tx: Kysely<DB>,
  { kind, version }: VersionPlace,
  settled: { readonly as: 'published' | 'discarded'; readonly actor: Actor },
): Promise<void> {
  const published =
    settled.as === 'published' ? { published_at: sql<Date>`now()`, published_by: JSON.stringify(settled.actor) } : {};
  await tx
    .updateTable('timetable_versions')
    .set({ status: settled.as, ...published })
    .where('kind', '=', kind)
    .where('version', '=', version)
    .execute();
}

/** New tickets follow this version from now on; open ones stay with theirs. The foreign key keeps it an existing one. */
export async function putInForce(tx: Kysely<DB>, kind: TimetableKind, version: number): Promise<void> {
  await tx
    .updateTable('timetables_in_force')
    .set({ version, since: sql<Date>`now()` })
    .where('kind', '=', kind)
    .execute();
}
