import type { Contents } from '../../db/repositories/timetables.ts';
import type { Timetable, TimetableSource, TimetableVersions } from '../../domain/clocks/timetable.ts';
import type { Timetables } from '../../domain/clocks/whatIf.ts';

/** The versions that a job applies; null: each limit keeps its own. */
export interface AppliedVersions {
  readonly calendar: number | null;
  readonly policy: number | null;
}

/** What limits are pinned to once these versions are applied. */
export function versionsAfter({ calendar, policy }: AppliedVersions, own: TimetableVersions): TimetableVersions {
  return { calendar: calendar ?? own.calendar, policy: policy ?? own.policy };
}

/** Both sides of a comparison for a limit of these versions; the same objects each time, so that what is reckoned from them is kept. */
export type PairOf = (own: TimetableVersions) => Promise<Timetables>;

export function pairsFor(source: TimetableSource, versions: AppliedVersions, contents: Partial<Contents>): PairOf {
  const pairs = new Map<string, Timetables>();
  return async (own) => {
    const name = `${own.calendar}/${own.policy}`;
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const before = await source.of(own);
    const after: Timetable = {
      versions: versionsAfter(versions, own),
      calendar: contents.calendar ?? before.calendar,
      policy: contents.policy ?? before.policy,
    };
    const pair = pairs.get(name) ?? { before, after };
    pairs.set(name, pair);
    return pair;
  };
}
