import type { Department } from '../../contracts/people.ts';
import type { ClockRuleId } from './rules.ts';
import type { ClockSetting } from './setting.ts';

/** Settings that take the place of those of `clocks`, by clock. */
export type Profile = Readonly<Partial<Record<ClockRuleId, Partial<ClockSetting>>>>;

/** How long every limit runs and who hears of it, as plain JSON: data that a manager can change, not code. */
export interface Policy {
  readonly clocks: Readonly<Record<ClockRuleId, ClockSetting>>;
  /** Named sets of other settings, by name. */
  readonly profiles: Readonly<Record<string, Profile>>;
  /** The profile in force; null: none. ONLINE_STRICT runs only where the profile in force names it. */
  readonly profile: string | null;
  /** Departments with a limit of their own beside the customer's: what differs from the row DEPARTMENT_INTERNAL. */
  readonly internal: Readonly<Partial<Record<Department, Partial<ClockSetting>>>>;
}
