import type { Duration } from './duration.ts';

/** How the end of a clock follows from its start; conventions as numbered in docs/norms.md. */
export type Length =
  /** Runs round the clock. */
  | ({ readonly kind: 'elapsed' } & Duration)
  /** Round the clock, but at least one complete workday lies inside (convention 10). */
  | ({ readonly kind: 'elapsed-with-workday' } & Duration)
  /** Round the clock, then the next opening of full service. */
  | ({ readonly kind: 'elapsed-then-opening' } & Duration)
  /** Counts open hours only. */
  | ({ readonly kind: 'working-time' } & Duration)
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
  /** Set by hand for each case; where the date itself must be set in time, within so many workdays. */
  | { readonly kind: 'set-date'; readonly setWithinWorkdays?: number };

/** When somebody is told before the end; several in order of time. */
export type Near =
  | { readonly kind: 'none' }
  /** At opening of the workday before the due day (clocks of three workdays and more), and so much open time before the end. */
  | ({ readonly kind: 'day-rule' } & Duration)
  /** So much open time before the end. */
  | ({ readonly kind: 'working-time' } & Duration)
  /** Since the start, round the clock. */
  | ({ readonly kind: 'after' } & Duration)
  /** Before the end, round the clock. */
  | { readonly kind: 'left'; readonly before: readonly Duration[]; readonly as: 'warn' | 'remind' }
  /** Reminders at wd(n). */
  | { readonly kind: 'remind-workdays'; readonly n: readonly number[] }
  /** One reminder at 09:00 of the n-th calendar day after the start. */
  | { readonly kind: 'remind-day'; readonly n: number };

/**
 * Who can be told. `owner` is whoever has to keep it: others whose work it is (`LIMITS_OF_OTHERS`), a task's responsible, else the assignee,
 * the lead, or the department's queue.
 */
export const TOLD = [
  'owner',
  'department',
  'departmentLead',
  'freeAgent',
  'secondDuty',
  'teamLeader',
  'supervisor',
  'manager',
  'customer',
  'parties',
] as const;
export type Told = (typeof TOLD)[number];

/** Who is told at each step; one that is left out or empty tells nobody. */
export interface Ladder {
  readonly near?: readonly Told[];
  readonly target?: readonly Told[];
  /** Of a wait or window: who hears what followed. */
  readonly due?: readonly Told[];
  /** One workday after an unanswered breach. */
  readonly overdue?: readonly Told[];
}

/** What a policy says of one limit. */
export interface ClockSetting {
  readonly length: Length;
  /** An earlier limit with a life of its own; missing it is told, not a breach. */
  readonly target?: Length;
  readonly near: Near;
  readonly told: Ladder;
}
