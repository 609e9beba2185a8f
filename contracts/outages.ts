import type { Instant } from './instants.ts';

/** How an outage came to be known: limits were looked at too late or no worker was seen, or somebody on duty declared it. */
export const OUTAGE_CAUSES = ['measured', 'declared'] as const;
export type OutageCause = (typeof OUTAGE_CAUSES)[number];

/** What stood still. A measured outage is one of `worker`, none was there, or of `limits`: they were due, and nothing looked at them. */
export const OUTAGE_COMPONENTS = [
  'limits',
  'api',
  'database',
  'temporal',
  'worker',
  'mail',
  'phone',
  'network',
] as const;
export type OutageComponent = (typeof OUTAGE_COMPONENTS)[number];

/** What is done with a declared outage; a measured one is a fact. */
export const OUTAGE_ACTIONS = ['declared', 'ended', 'corrected', 'withdrawn'] as const;
export type OutageAction = (typeof OUTAGE_ACTIONS)[number];

/** What was declared; `to` null: goes on. */
export interface OutageFacts {
  readonly component: OutageComponent;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly note: string | null;
}
