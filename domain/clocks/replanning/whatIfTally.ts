import {
  type ListedLimit,
  WHAT_IF_CHANGES,
  type WhatIfCounts,
  type WhatIfLimit,
  type WhatIfResult,
} from '../../../contracts/jobs.ts';
import { listsOfWhatIf } from './lists.ts';
import type { WhatIf } from './whatIf.ts';

/** So many limits of each change are named; the others are counted. */
export const MOST_NAMED = 200;

export function emptyWhatIf(): WhatIfResult {
  return {
    kind: 'what-if',
    totals: noCounts(),
    groups: {},
    named: {},
    onDayOff: [],
  };
}

/** Adds one limit to the result in place, which stays small over a hundred thousand tickets; answers the lists on which it stands. */
export function addWhatIf(
  result: WhatIfResult,
  limit: Omit<WhatIfLimit, 'from' | 'to'>,
  outcome: WhatIf,
): ListedLimit[] {
  const { change, from, to, kept, dayOff } = outcome;
  const { department, clock } = limit;
  const group = (result.groups[`${department} ${clock}`] ??= { department, clock, ...noCounts() });
  for (const counts of [result.totals, group]) {
    counts.limits += 1;
    counts[change] = (counts[change] ?? 0) + 1;
    if (kept) counts.kept = (counts.kept ?? 0) + 1;
    if (dayOff) counts.dayOff = (counts.dayOff ?? 0) + 1;
  }
  const named = { ...limit, from, to };
  if (change !== 'same') addNamed((result.named[change] ??= []), named);
  if (dayOff) addNamed((result.onDayOff ??= []), named);
  return listsOfWhatIf(limit, outcome);
}

function addNamed(first: WhatIfLimit[], limit: WhatIfLimit): void {
  if (first.length < MOST_NAMED) first.push(limit);
}

function noCounts(): WhatIfCounts {
  const moves = { earlier: 0, later: 0, target: 0, begins: 0, ends: 0 };
  return { limits: 0, same: 0, 'would-breach': 0, saved: 0, ...moves, kept: 0, dayOff: 0 };
}

/** Whether more limits changed, or lie on days off, than are named. */
export function hasMore({ totals, named, onDayOff = [] }: WhatIfResult): boolean {
  return (
    (totals.dayOff ?? 0) > onDayOff.length ||
    WHAT_IF_CHANGES.some((change) => (totals[change] ?? 0) > (named[change] ?? []).length)
  );
}
