import type { Words } from '../../contracts/words.ts';
import type { ClockSetting } from './setting.ts';

/** What of a limit is built into the desk and no policy changes. */
interface ClockNature extends Words {
  /** `breach`: missed, and kept as such. `lapse`: the wait or window is over. `measure`: recorded, nobody is told. */
  readonly atDue: 'breach' | 'lapse' | 'measure';
  /** Missed and not done a workday later, it is looked at once more, and supervision may follow; whom to tell is the policy's. */
  readonly followedUp: boolean;
  /** Stands still while the ticket waits for the customer's material or for the parties of a dispute. */
  readonly pausable: boolean;
  /** Which text says so: S0–S4 (docs/norms.md), or DECISION where the texts are silent. */
  readonly source: Words;
}

/** A row of the table: what a limit is, and how long it runs and who hears of it by a policy. */
export interface ClockRule extends ClockNature, ClockSetting {}
