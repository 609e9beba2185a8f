import type { Day } from '../../contracts/instants.ts';
import type { ShiftName } from '../../contracts/rosters.ts';
import type { Words } from '../../contracts/words.ts';
import type { Zone } from './zone.ts';

/** Half-open: `open` is inside, `close` is outside. Local time as HH:MM; 24:00 ends the day. */
export interface Window {
  readonly open: string;
  readonly close: string;
}

/** Days (both ends included) that differ from the ordinary week. */
export interface DayOverride extends Words {
  readonly from: Day;
  readonly to: Day;
  /** `work` opens a day that is off otherwise, or shortens one by its own `windows`. */
  readonly kind: 'off' | 'work';
  /** Hours of a `work` day; without them the full hours. */
  readonly windows?: readonly Window[];
  /** The year of the official notice it stands for, which the next notice of that year replaces; none for the desk's own days. */
  readonly notice?: number;
}

export { SHIFT_NAMES } from '../../contracts/rosters.ts';

/** When each shift of the desk begins, as HH:MM in the order of `SHIFT_NAMES`; it lasts until the next one, LATE past midnight. */
export type ShiftStarts = Readonly<Record<ShiftName, string>>;

/** Norm: S4 hand-over times; ONCALL is a DECISION. */
export const STANDARD_SHIFTS: ShiftStarts = { ONCALL: '01:00', DAY: '08:30', LATE: '17:30' };

/** A statutory day off that falls on the same date each year, as MM-DD. */
export interface YearlyDay extends Words {
  readonly date: string;
}

/**
 * A working calendar as plain JSON: data that an administrator can load, not code.
 * Norm: calendar conventions 3, 4, 5 and 13 of docs/norms.md.
 */
export interface Calendar {
  readonly id: string;
  readonly version: string;
  readonly zone: Zone;
  /** Sunday first; a day without windows is off. */
  readonly week: readonly [
    readonly Window[],
    readonly Window[],
    readonly Window[],
    readonly Window[],
    readonly Window[],
    readonly Window[],
    readonly Window[],
  ];
  /** Full service: what an adjusted workday has. */
  readonly fullHours: readonly Window[];
  /** The phone's hours on a workday; those of full service where it has none of its own. */
  readonly phoneHours?: readonly Window[];
  /** The desk's shifts, the duty at night among them, round the clock and on every day; the built-in ones where none are named. */
  readonly shifts?: ShiftStarts;
  /** Online service on days off. */
  readonly reducedOnlineHours: readonly Window[];
  readonly overrides: readonly DayOverride[];
  /** Years whose official notice is in `overrides`. Limits that touch another year are provisional. */
  readonly publishedYears: readonly number[];
  /** What holds in years that are not published, besides `overrides`. */
  readonly yearlyDaysOff: readonly YearlyDay[];
}
