import type { Kysely } from 'kysely';
import type { Actor } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';
import type { TimetableKind } from './timetables.ts';

export type TimetableAction = 'created' | 'changed' | 'discarded' | 'published' | 'restored';

/** Who did what to which version, and why. `replaces`: what was in force until then, where the action put one in force. */
export interface TimetableDeed {
  readonly version: number;
  readonly action: TimetableAction;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly replaces: number | null;
  /** Running limits lost what they stood on, or a notice says otherwise, and whoever did it knew. */
  readonly forced?: boolean;
}

/** In the transaction of the deed itself; what is written is never changed. */
export async function writeDeed(tx: Kysely<DB>, kind: TimetableKind, deed: TimetableDeed): Promise<void> {
  await tx
    .insertInto('timetable_audit')
    .values({ ...deed, kind, actor: JSON.stringify(deed.actor) })
    .execute();
}

/** One page of a kind's deeds, newest first. */
export function listDeeds(
  db: Kysely<DB>,
  kind: TimetableKind,
  { before, limit }: { readonly before: string | null; readonly limit: number },
) {
  const rows = db
    .selectFrom('timetable_audit')
    .select(['id', 'version', 'action', 'actor', 'at', 'reason', 'replaces', 'forced'])
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(limit);
  return (before === null ? rows : rows.where('id', '<', before)).execute();
}
