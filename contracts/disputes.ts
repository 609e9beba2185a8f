import type { PlannedTask } from './plans.ts';
import type { Instant } from './instants.ts';

/** Who stands against whom: the customer of the ticket, and the supplier brought in. */
export const PARTIES = ['buyer', 'supplier'] as const;
export type Party = (typeof PARTIES)[number];

/** Where a dispute stands, as everybody is told (docs/norms.md, disputes). */
export const DISPUTE_STAGES = [
  'SELLER_HANDLING',
  'BUYER_CONFIRMING',
  'EVIDENCE',
  'PREHANDLING',
  'DECIDING',
  'APPEAL',
  'SETTLED',
  'RULED',
  'WITHDRAWN',
] as const;
export type DisputeStage = (typeof DISPUTE_STAGES)[number];

/** What the platform may decide. */
export const RULINGS = ['FOR_BUYER', 'FOR_SELLER', 'SPLIT', 'DISMISSED'] as const;
export type Ruling = (typeof RULINGS)[number];

/** What travels to the workflow; words and files stay in PostgreSQL. */
export interface DisputeCommandPayloads {
  compensate: Record<never, never>;
  'refuse-claim': Record<never, never>;
  'offer-settlement': Record<never, never>;
  /** `offerNo`: which one was read; from a case's second settlement offered on it is named. */
  'accept-settlement': { readonly offerNo?: number };
  'reject-settlement': Record<never, never>;
  /** `sha256` seals what was submitted: over its canonical JSON, in hex. */
  'submit-evidence': { readonly sha256: string; readonly files: number };
  'complete-evidence': Record<never, never>;
  concede: Record<never, never>;
  rule: RulingPayload;
  appeal: Record<never, never>;
  'decide-appeal': RulingPayload;
}

/** Always a task of its own: what its responsible person has in hand already was asked for by somebody else. */
export interface Measure extends PlannedTask {
  readonly reworded: true;
}

export interface RulingPayload {
  readonly outcome: Ruling;
  /** What has to be done about it, each a task of the ticket. */
  readonly measures: readonly Measure[];
  /** The last day on which a measure may be due; absent before there was one. */
  readonly latestAt?: Instant;
}

export const DISPUTE_COMMANDS = [
  'compensate',
  'refuse-claim',
  'offer-settlement',
  'accept-settlement',
  'reject-settlement',
  'submit-evidence',
  'complete-evidence',
  'concede',
  'rule',
  'appeal',
  'decide-appeal',
] as const satisfies readonly (keyof DisputeCommandPayloads)[];
export type DisputeCommandName = (typeof DISPUTE_COMMANDS)[number];

export const EVENT_OF_DISPUTE_COMMAND = {
  compensate: 'compensated',
  'refuse-claim': 'claim-refused',
  'offer-settlement': 'settlement-offered',
  'accept-settlement': 'settlement-accepted',
  'reject-settlement': 'settlement-rejected',
  'submit-evidence': 'evidence-submitted',
  'complete-evidence': 'evidence-completed',
  concede: 'conceded',
  rule: 'ruled',
  appeal: 'appealed',
  'decide-appeal': 'appeal-decided',
} as const satisfies Record<DisputeCommandName, string>;
