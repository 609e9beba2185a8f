import { setImmediate as others } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Instant } from '../../contracts/instants.ts';
import { openLimits } from '../../db/repositories/limitOwners.ts';
import type { Contents, TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import { compareClock, type Timetables } from '../../domain/clocks/replanning/compare.ts';
import { replannedLimit } from '../../domain/clocks/replanning/replanned.ts';
import type { TimetableSource, TimetableVersions } from '../../domain/clocks/timetable.ts';
import { limitsUnderWay } from '../../domain/ticket/underWay.ts';
import { KINDS } from './kinds.ts';
import type { LostYears } from './lostYears.ts';
import { unknownVersion } from './refused.ts';
import { type AffectedLimit, type Counts, type Group, type MovedLimit, Tally } from './tally.ts';

const MOST_NAMED = 200;

export interface TimetablePreview {
  readonly version: number;
  readonly at: Instant;
  readonly tickets: number;
  readonly reviews: number;
  readonly totals: Readonly<Counts>;
  readonly groups: readonly Group[];
  readonly moved: readonly MovedLimit[];
  readonly more: boolean;
  /** Dates agreed by hand that would be days off: they stay, and whoever works on them is told. */
  readonly affected: readonly AffectedLimit[];
  /** Final limits that would lose the notice of their year if it came in force; null: none. */
  readonly loses: Pick<LostYears, 'years' | 'limits' | 'tickets'> | null;
}

export interface PreviewQuestion<K extends TimetableKind> {
  readonly kind: K;
  readonly version: number;
  readonly at: Instant;
}

/**
 * What would move if this version were applied to every open ticket and review at `at`; nothing is changed by it. Each clock keeps
 * its own calendar while a policy is looked at, and its own policy while a calendar is. Throws TimetableRefused for an unknown version.
 */
export async function previewVersion<K extends TimetableKind>(
  { db, timetables }: { readonly db: Kysely<DB>; readonly timetables: TimetableSource },
  { kind, version, at }: PreviewQuestion<K>,
): Promise<TimetablePreview> {
  const draft = await readVersion(db, kind, version);
  if (draft === null) throw unknownVersion();
  const pairs = new Map<string, Timetables>();
  const pairOf = async (versions: TimetableVersions) => {
    const name = `${versions.calendar}/${versions.policy}`;
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const before = await timetables.of(versions);
    const pair = { before, after: KINDS[kind].within(before, version, draft.content) };
    pairs.set(name, pair);
    return pair;
  };
  const applying = { inHouse: KINDS[kind].inHouse(draft.content), at };
  const tally = new Tally(MOST_NAMED);
  const seen = { tickets: 0, reviews: 0 };
  for await (const page of openLimits(db))
    for (const owner of page) {
      seen[owner.reviewId === null ? 'tickets' : 'reviews'] += 1;
      for (const clock of limitsUnderWay(owner, applying)) {
        const pair = await pairOf(clock.timetable);
        const outcome = compareClock(clock, pair, at);
        tally.add({ owner, clock }, outcome, replannedLimit(clock, outcome, pair)?.dayOff ?? false);
      }
      // Every open ticket is reckoned: whoever asks this process for something else has his turn in between.
      await others();
    }
  const { totals, groups, moved, more, affected } = tally;
  const loses = await losesBy(db, kind, draft.content);
  return { version, at, ...seen, totals, groups, moved, more, affected, loses };
}

async function losesBy<K extends TimetableKind>(
  db: Kysely<DB>,
  kind: K,
  after: Contents[K],
): Promise<TimetablePreview['loses']> {
  const before = await readVersion(db, kind, 'in-force');
  const lost = before === null ? null : await KINDS[kind].lost(db, before.content, after);
  if (lost === null) return null;
  const { years, limits, tickets } = lost;
  return { years, limits, tickets };
}
