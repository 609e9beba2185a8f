import type { Named } from '../calendar/calendar.ts';

/** How the end of a clock follows from its start. Durations in milliseconds; conventions as numbered in docs/norms.md. */
export type Length =
  /** Runs round the clock. */
  | { readonly kind: 'elapsed'; readonly ms: number }
  /** Round the clock, but at least one complete workday lies inside (convention 10). */
  | { readonly kind: 'elapsed-with-workday'; readonly ms: number }
  /** Round the clock, then the next opening of full service. */
  | { readonly kind: 'elapsed-then-opening'; readonly ms: number }
  /** Counts open hours only. */
  | { readonly kind: 'working-time'; readonly ms: number }
  /** wd(n): closing of the n-th workday after the day of the start (convention 1). */
  | { readonly kind: 'workdays'; readonly n: number }
  /** Mail: same time next workday; from a day off the closing of the first workday (convention 2). */
  | { readonly kind: 'mail' }
  /** Closing of the first workday whose opening is not before the start (convention 6). */
  | { readonly kind: 'first-opening-day' }
  /** The 24:00 that ends the n-th calendar day after the start. */
  | { readonly kind: 'calendar-days'; readonly n: number }
  /** Closing of the first workday of the next month. */
  | { readonly kind: 'next-month' }
  /** Same date so many months later, that day kept whole (convention 12). */
  | { readonly kind: 'months'; readonly n: number }
  /** 00:00 of the same date so many months earlier. */
  | { readonly kind: 'months-back'; readonly n: number }
  /** Not before the opening of the n-th workday after the day of the start. */
  | { readonly kind: 'lead-workdays'; readonly n: number }
  /** End of the running shift. */
  | { readonly kind: 'shift-end' }
  /** Set by hand for each case. */
  | { readonly kind: 'set-date' };

/** When somebody is told before the end. Durations in milliseconds, in order of time. */
export type Near =
  | { readonly kind: 'none' }
  /** W1 at 09:00 of the workday before the due day (clocks of three workdays and more) and W2 four working hours before. */
  | { readonly kind: 'day-rule' }
  | { readonly kind: 'w2' }
  /** Since the start, round the clock. */
  | { readonly kind: 'after'; readonly ms: number }
  /** Before the end, round the clock. */
  | { readonly kind: 'left'; readonly ms: readonly number[]; readonly as: 'warn' | 'remind' }
  /** Reminders at wd(n). */
  | { readonly kind: 'remind-workdays'; readonly n: readonly number[] }
  /** One reminder at 09:00 of the n-th calendar day after the start. */
  | { readonly kind: 'remind-day'; readonly n: number };

/** Who is told. `owner` is whoever works on it: the assignee, the lead, a task's responsible, or the department's queue. */
export type Told =
  | 'owner'
  | 'department'
  | 'departmentLead'
  | 'freeAgent'
  | 'secondDuty'
  | 'teamLeader'
  | 'supervisor'
  | 'manager'
  | 'customer'
  | 'parties';

export interface ClockRule extends Named {
  readonly length: Length;
  /** An earlier limit with a life of its own; missing it is told, not a breach. */
  readonly target?: Length;
  readonly near: Near;
  /** `breach`: missed, and kept as such. `lapse`: the wait or window is over. `measure`: recorded, nobody is told. */
  readonly atDue: 'breach' | 'lapse' | 'measure';
  /** Whether an unanswered breach goes to the manager one workday later. */
  readonly overdue: boolean;
  /** Stands still while the ticket waits for the customer's material or for the parties of a dispute. */
  readonly pausable: boolean;
  readonly told: {
    readonly near: readonly Told[];
    readonly target?: readonly Told[];
    readonly due: readonly Told[];
    readonly overdue?: readonly Told[];
  };
  /** Which text says so: S0–S4 (docs/norms.md), or DECISION where the texts are silent. */
  readonly source: string;
}
