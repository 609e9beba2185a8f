import type { TicketClockId } from '../../contracts/clocks.ts';
import { DISPUTE_STAGES, type DisputeCommandName, type DisputeStage } from '../../contracts/disputes.ts';

/**
 * The places in the course of a dispute: each stage, and beside it what is told as the same stage. LAST_CONFIRMING: the buyer's last
 * choice after a concession. Settled tacitly: by the buyer's silence, which is no consent, so it is taken back once.
 */
export const DISPUTE_STEPS = [...DISPUTE_STAGES, 'LAST_CONFIRMING', 'TACITLY_SETTLED', 'LAST_TACITLY_SETTLED'] as const;
export type DisputeStep = (typeof DISPUTE_STEPS)[number];

/** Who gives a command; `party`: either side. */
export type DisputeActor = 'buyer' | 'supplier' | 'party' | 'supervisor' | 'manager';

export interface StepRule {
  /** What everybody is told. */
  readonly stage: DisputeStage;
  /** On whom everything waits; null: the dispute is over. */
  readonly waitsOn: 'buyer' | 'supplier' | 'parties' | 'supervisor' | 'manager' | null;
  readonly clock: TicketClockId | null;
  /** Which commands are taken here, and where they lead. */
  readonly leaves: Readonly<Partial<Record<DisputeCommandName, DisputeStep>>>;
  /** Where it goes when nobody acts in the window; null: the desk is late, and nothing goes by itself. */
  readonly silence: DisputeStep | null;
}

/** The course of a dispute as data. A published version never changes: each case keeps the one it was opened under. */
export interface DisputeRules {
  readonly steps: Readonly<Record<DisputeStep, StepRule>>;
  readonly givenBy: Readonly<Record<DisputeCommandName, DisputeActor>>;
  /** Days in which a ruling may be appealed, to their end. */
  readonly appealDays: number;
  /** Days in which a tacit settlement may be taken back, to their end. */
  readonly reconsiderDays: number;
  /** Submissions of evidence per party. */
  readonly evidenceMost: number;
}

const OVER = { waitsOn: null, clock: null, leaves: {}, silence: null } as const;

/** Both may agree at any time once the platform has stepped in. */
const AGREEING = { 'accept-settlement': 'SETTLED' } as const;

const GIVEN_BY = {
  compensate: 'supplier',
  'refuse-claim': 'supplier',
  'offer-settlement': 'party',
  'accept-settlement': 'party',
  'reject-settlement': 'buyer',
  'submit-evidence': 'party',
  'complete-evidence': 'party',
  concede: 'supplier',
  rule: 'supervisor',
  appeal: 'party',
  'decide-appeal': 'manager',
} as const satisfies DisputeRules['givenBy'];

const CONFIRMING = { stage: 'BUYER_CONFIRMING', waitsOn: 'buyer', clock: 'DISPUTE_BUYER_CONFIRM' } as const;

/** S4: 24 h seller, 48 h buyer, 72 h evidence, 24 h pre-handling, ruling in 4 workdays; the rest DECISION 29. */
const FIRST: DisputeRules = {
  steps: {
    SELLER_HANDLING: {
      stage: 'SELLER_HANDLING',
      waitsOn: 'supplier',
      clock: 'DISPUTE_SELLER',
      leaves: { compensate: 'BUYER_CONFIRMING', 'refuse-claim': 'EVIDENCE' },
      silence: 'EVIDENCE',
    },
    BUYER_CONFIRMING: {
      ...CONFIRMING,
      leaves: { 'accept-settlement': 'SETTLED', 'reject-settlement': 'EVIDENCE' },
      silence: 'TACITLY_SETTLED',
    },
    EVIDENCE: {
      stage: 'EVIDENCE',
      waitsOn: 'parties',
      clock: 'DISPUTE_EVIDENCE',
      leaves: {
        ...AGREEING,
        'offer-settlement': 'EVIDENCE',
        'submit-evidence': 'EVIDENCE',
        'complete-evidence': 'PREHANDLING',
      },
      silence: 'PREHANDLING',
    },
    PREHANDLING: {
      stage: 'PREHANDLING',
      waitsOn: 'supplier',
      clock: 'DISPUTE_PREHANDLE',
      leaves: { ...AGREEING, 'offer-settlement': 'PREHANDLING', concede: 'LAST_CONFIRMING' },
      silence: 'DECIDING',
    },
    LAST_CONFIRMING: {
      ...CONFIRMING,
      leaves: { 'accept-settlement': 'SETTLED', 'reject-settlement': 'DECIDING' },
      silence: 'LAST_TACITLY_SETTLED',
    },
    DECIDING: {
      stage: 'DECIDING',
      waitsOn: 'supervisor',
      clock: 'DISPUTE_DECISION',
      leaves: { ...AGREEING, 'offer-settlement': 'DECIDING', rule: 'RULED' },
      silence: null,
    },
    RULED: { ...OVER, stage: 'RULED', leaves: { appeal: 'APPEAL' } },
    APPEAL: {
      stage: 'APPEAL',
      waitsOn: 'manager',
      clock: 'APPEAL',
      leaves: { ...AGREEING, 'offer-settlement': 'APPEAL', 'decide-appeal': 'RULED' },
      silence: null,
    },
    SETTLED: { ...OVER, stage: 'SETTLED' },
    TACITLY_SETTLED: { ...OVER, stage: 'SETTLED', leaves: { 'reject-settlement': 'EVIDENCE' } },
    LAST_TACITLY_SETTLED: { ...OVER, stage: 'SETTLED', leaves: { 'reject-settlement': 'DECIDING' } },
    WITHDRAWN: { ...OVER, stage: 'WITHDRAWN' },
  },
  givenBy: GIVEN_BY,
  appealDays: 7,
  reconsiderDays: 7,
  evidenceMost: 20,
};

const VERSIONS: readonly DisputeRules[] = [FIRST];

/** The version that disputes opened from now on keep for good. */
export const CURRENT_RULES = VERSIONS.length;

/** Throws a RangeError for a version that there never was. */
export function disputeRules(version: number): DisputeRules {
  const rules = VERSIONS[version - 1];
  if (rules === undefined) throw new RangeError(`there is no version ${version} of the rules for disputes`);
  return rules;
}
