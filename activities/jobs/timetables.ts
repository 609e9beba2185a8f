import type { Contents } from '../../db/repositories/timetables/timetables.ts';
import { type AppliedVersions, versionsAfter } from '../../domain/clocks/running/applied.ts';
import type { Timetable, TimetableSource, TimetableVersions } from '../../domain/clocks/timetable.ts';
import type { Timetables } from '../../domain/clocks/replanning/compare.ts';

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
