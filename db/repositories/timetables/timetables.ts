import { type Kysely, sql } from 'kysely';
import type { Policy } from '../../../domain/clocks/policy.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import type { Timetable, TimetableSource, TimetableVersions } from '../../../domain/clocks/timetable.ts';
import { prepared } from '../../prepare.ts';
import type { DB } from '../../schema/rows.ts';

/** The content of each kind that comes in versions. */
export interface Contents {
  readonly calendar: Calendar;
  readonly policy: Policy;
}
export type TimetableKind = keyof Contents;

export interface SourceOptions {
  /** How long an answer about what is in force may be old. */
  readonly maxAgeMs?: number;
}

export interface KeptTimetables extends TimetableSource {
  /** What is in force has just changed: it is asked for anew. */
  renew(): void;
}

/**
 * The published calendars and policies of the database. What is in force is asked at most once a second; contents are kept for good,
 * since a published version never changes. `of` rejects with a RangeError for a version that was never published.
 */
export function createTimetableSource(db: Kysely<DB>, { maxAgeMs = 1000 }: SourceOptions = {}): KeptTimetables {
  const calendars = keeping((version) => publishedContent(db, 'calendar', version));
  const policies = keeping((version) => publishedContent(db, 'policy', version).then(complete));
  const timetables = new Map<string, Timetable>();
  let asked: { readonly at: number; readonly versions: Promise<TimetableVersions> } | null = null;

  const of = async (versions: TimetableVersions): Promise<Timetable> => {
    const name = `${versions.calendar}/${versions.policy}`;
    const known = timetables.get(name);
    if (known !== undefined) return known;
    const [calendar, policy] = await Promise.all([calendars(versions.calendar), policies(versions.policy)]);
    // The same object each time, so that what is reckoned from it can be kept beside it.
    const timetable = timetables.get(name) ?? { versions, calendar, policy };
    timetables.set(name, timetable);
    return timetable;
  };
  return {
    of,
    current: async () => {
      const now = performance.now();
      if (asked === null || now - asked.at >= maxAgeMs) {
        const versions = versionsInForce(db);
        asked = { at: now, versions };
        versions.catch(() => {
          if (asked?.versions === versions) asked = null;
        });
      }
      return of(await asked.versions);
    },
    renew: () => {
      asked = null;
    },
  };
}

/** The versions that new tickets are pinned to. Throws where the database was never migrated to the end. */
export async function versionsInForce(db: Kysely<DB>): Promise<TimetableVersions> {
  const { rows } = await sql<TimetableVersions>`
    select calendar.version as calendar, policy.version as policy
    from timetables_in_force calendar cross join timetables_in_force policy
    where calendar.kind = 'calendar' and policy.kind = 'policy'
    ${prepared('versions_in_force')}
  `.execute(db);
  const [versions] = rows;
  if (versions === undefined) throw new Error('no calendar or no policy is in force: run the migration');
  return versions;
}

/** A limit that a later release brought along has its built-in setting in policies written before. */
export function complete(policy: Policy): Policy {
  return { ...STANDARD_POLICY, ...policy, clocks: { ...STANDARD_POLICY.clocks, ...policy.clocks } };
}

async function publishedContent<K extends TimetableKind>(
  db: Kysely<DB>,
  kind: K,
  version: number,
): Promise<Contents[K]> {
  const { rows } = await sql<{ content: Contents[K] }>`
    select content from timetable_versions where kind = ${kind} and version = ${version} and status = 'published'
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new RangeError(`${kind} ${version} was never published`);
  return row.content;
}

/** Asks once for each version; what failed is asked again. */
function keeping<T>(load: (version: number) => Promise<T>): (version: number) => Promise<T> {
  const kept = new Map<number, Promise<T>>();
  return (version) => {
    const known = kept.get(version);
    if (known !== undefined) return known;
    const loading = load(version);
    kept.set(version, loading);
    loading.catch(() => kept.delete(version));
    return loading;
  };
}
