import { type Kysely, type Selectable, sql } from 'kysely';
import type { Day, Instant } from '../../../contracts/instants.ts';
import type { Actor, StaffRole } from '../../../contracts/people.ts';
import type { RosterDay } from '../../../contracts/rosters.ts';
import type { DB, RosterVersions } from '../../schema/rows.ts';

export type RosterRow = Selectable<RosterVersions>;

const COLUMNS = [
  'week',
  'version',
  'status',
  'days',
  'note',
  'written_by',
  'written_at',
  'published_by',
  'published_at',
] as const satisfies readonly (keyof RosterVersions)[];

/** Of two that change rosters at once one waits, also of two weeks: each is judged by those beside it. To the end of the transaction. */
export async function lockRosters(tx: Kysely<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('rosters'))`.execute(tx);
}

/** Every version of a week's roster, the latest first: who wrote and who published which. */
export function rosterVersions(db: Kysely<DB>, week: Day): Promise<RosterRow[]> {
  return db.selectFrom('roster_versions').select(COLUMNS).where('week', '=', week).orderBy('version', 'desc').execute();
}

/** One page of the weeks that have a roster, the latest first, each with its version in force, else with its draft for those who write. */
export function listRosters(
  db: Kysely<DB>,
  { before, limit, drafts }: { readonly before: Day | null; readonly limit: number; readonly drafts: boolean },
): Promise<RosterRow[]> {
  let rows = db
    .selectFrom('roster_versions')
    .distinctOn('week')
    .select(COLUMNS)
    .where('status', 'in', drafts ? ['published', 'draft'] : ['published'])
    .orderBy('week', 'desc')
    .orderBy('status', 'desc')
    .limit(limit);
  if (before !== null) rows = rows.where('week', '<', before);
  return rows.execute();
}

export interface RosterDraft {
  readonly week: Day;
  readonly days: readonly RosterDay[];
  readonly note: string | null;
  readonly actor: Actor;
}

/** Writes the next version of a week as its draft, in place of one that stands; the same once more writes nothing. Answers its number. */
export async function writeDraft(tx: Kysely<DB>, { week, days, note, actor }: RosterDraft): Promise<number> {
  const content = JSON.stringify(days);
  const same = await tx
    .selectFrom('roster_versions')
    .select('version')
    .where('week', '=', week)
    .where('status', '=', 'draft')
    .where(sql<boolean>`days = ${content}::jsonb and note is not distinct from ${note}`)
    .executeTakeFirst();
  if (same !== undefined) return same.version;
  await tx
    .updateTable('roster_versions')
    .set({ status: 'replaced' })
    .where('week', '=', week)
    .where('status', '=', 'draft')
    .execute();
  const { version } = await tx
    .insertInto('roster_versions')
    .values({
      week,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from roster_versions where week = ${week})`,
      status: 'draft',
      days: content,
      note,
      written_by: JSON.stringify(actor),
    })
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Puts the draft in force and the former version out of it. */
export async function publishVersion(
  tx: Kysely<DB>,
  { week, version, actor }: { readonly week: Day; readonly version: number; readonly actor: Actor },
): Promise<void> {
  await tx
    .updateTable('roster_versions')
    .set({ status: 'superseded' })
    .where('week', '=', week)
    .where('status', '=', 'published')
    .execute();
  await tx
    .updateTable('roster_versions')
    .set({ status: 'published', published_by: JSON.stringify(actor), published_at: sql<Date>`now()` })
    .where('week', '=', week)
    .where('version', '=', version)
    .execute();
}

/** Everybody active of those named, with the role. */
export async function activeRoles(
  db: Kysely<DB>,
  staffNos: readonly string[],
): Promise<ReadonlyMap<string, StaffRole>> {
  const rows = await db
    .selectFrom('staff')
    .select(['staff_no', 'role'])
    .where('active', '=', true)
    .where(sql<boolean>`staff_no = any(${staffNos}::text[])`)
    .execute();
  return new Map(rows.map(({ staff_no, role }) => [staff_no, role]));
}

/** Who of them has a mentor who is here, and whom. */
export async function mentorsOf(db: Kysely<DB>, staffNos: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('agent_states')
    .innerJoin('staff', 'staff.staff_no', 'agent_states.mentor')
    .select(['agent_states.staff_no as staffNo', 'staff.staff_no as mentor'])
    .where('staff.active', '=', true)
    .where(sql<boolean>`agent_states.staff_no = any(${staffNos}::text[])`)
    .execute();
  return new Map(rows.map(({ staffNo, mentor }) => [staffNo, mentor]));
}

/** PostgreSQL's time, by which duties are looked up. */
export async function databaseNow(db: Kysely<DB>): Promise<Instant> {
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a row of constants came back empty');
  return row.at.toISOString();
}
