import type { Kysely } from 'kysely';
import type { FieldError } from '../../contracts/errors.ts';
import { complete, type Contents, type TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import type { DB } from '../../db/schema/rows.ts';
import { checkCalendar } from '../../domain/calendar/check.ts';
import { contradictedNotices } from '../../domain/calendar/statutory.ts';
import { checkPolicy } from '../../domain/clocks/checking/checkPolicy.ts';
import { type InHouse, inHouseOf } from '../../domain/clocks/inHouse.ts';
import type { Policy } from '../../domain/clocks/policy.ts';
import type { PolicyShape } from '../../domain/clocks/checking/policyShape.ts';
import type { Timetable } from '../../domain/clocks/timetable.ts';
import { type LostYears, lostYears } from './lostYears.ts';
import { TimetableRefused } from './refused.ts';

/** What sets the two kinds apart; everything else is the same for both. */
export interface KindRules<K extends TimetableKind> {
  /** What an older release wrote, with what limits have come since. */
  whole(content: Contents[K]): Contents[K];
  /** What keeps the content from setting limits, all at once. */
  faults(content: Contents[K]): readonly FieldError[];
  /** A timetable with this content in the place of its own. */
  within(timetable: Timetable, version: number, content: Contents[K]): Timetable;
  /** What it measures inside the house; null: a calendar says nothing of that. */
  inHouse(content: Contents[K]): InHouse | null;
  /** Where it says otherwise than an official notice that is loaded. */
  contradicts(before: Contents[K], after: Contents[K]): readonly FieldError[];
  /** What running limits would no longer stand on. */
  lost(db: Kysely<DB>, before: Contents[K], after: Contents[K]): Promise<LostYears | null>;
}

export const KINDS: { readonly [K in TimetableKind]: KindRules<K> } = {
  calendar: {
    whole: (calendar) => calendar,
    faults: checkCalendar,
    within: ({ versions, policy }, version, calendar) => ({
      versions: { ...versions, calendar: version },
      calendar,
      policy,
    }),
    inHouse: () => null,
    contradicts: contradictedNotices,
    lost: lostYears,
  },
  policy: {
    whole: complete,
    faults: checkPolicy,
    within: ({ versions, calendar }, version, policy) => ({
      versions: { ...versions, policy: version },
      calendar,
      policy: complete(policy),
    }),
    inHouse: inHouseOf,
    contradicts: () => [],
    // Every limit has its setting in a policy without faults.
    lost: () => Promise.resolve(null),
  },
};

/** A policy that came from outside, when nothing is wrong with it. Throws `timetable-invalid` with every fault. */
export function soundPolicy(shape: PolicyShape): Policy {
  const faults = checkPolicy(shape);
  if (isPolicy(shape, faults)) return shape;
  throw invalid(faults);
}

/** Without faults its clocks, departments and people are those of the desk. */
function isPolicy(_shape: PolicyShape, faults: readonly FieldError[]): _shape is Policy {
  return faults.length === 0;
}

/** Throws where there are faults. */
export function refuseFaults(faults: readonly FieldError[]): void {
  if (faults.length > 0) throw invalid(faults);
}

/** `timetable-invalid` with every fault. */
export function invalid(faults: readonly FieldError[]): TimetableRefused {
  const detail = { zh: '内容不成立。', en: 'The content does not hold.' };
  return new TimetableRefused({ code: 'timetable-invalid', detail, errors: faults });
}
