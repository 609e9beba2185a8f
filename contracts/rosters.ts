import type { Day } from './instants.ts';

/** The shifts of the desk, in the order in which they start on a day; the date of a shift is the day on which it starts. */
export const SHIFT_NAMES = ['ONCALL', 'DAY', 'LATE'] as const;
export type ShiftName = (typeof SHIFT_NAMES)[number];

/** Who works in which shift of a day, by staff number; whoever is not named rests, and REST may say so. */
export interface RosterDay {
  readonly day: Day;
  readonly ONCALL: readonly string[];
  readonly DAY: readonly string[];
  readonly LATE: readonly string[];
  readonly REST: readonly string[];
}

/** `replaced`: a draft that was written anew or given up for another; `superseded`: published, until a later version was. */
export const ROSTER_STATUSES = ['draft', 'replaced', 'published', 'superseded'] as const;
export type RosterStatus = (typeof ROSTER_STATUSES)[number];
