import type { TicketClockId } from '../../contracts/clocks.ts';
import type { DisputeCommandName, DisputeStage, Party, Ruling } from '../../contracts/disputes.ts';
import type { TaskId } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import {
  CURRENT_RULES,
  DISPUTE_STEPS,
  type DisputeRules,
  disputeRules,
  type DisputeStep,
  type StepRule,
} from './rules.ts';

/** A dispute as far as the rules need to know of it: part of the ticket's state; words and files stay in PostgreSQL. */
export interface Dispute {
  /** Counts the disputes of a ticket: KF…-D1. */
  readonly caseNo: number;
  /** The version of the rules under which it was opened, for good. */
  readonly rules: number;
  readonly step: DisputeStep;
  readonly supplierCompanyId: string;
  readonly openedAt: Instant;
  /** Who has declared the evidence complete. */
  readonly complete: readonly Party[];
  /** How often each has submitted some. */
  readonly evidence: Readonly<Record<Party, number>>;
  /** When each side's evidence was opened to the other; null: it never was. */
  readonly unsealedAt: Instant | null;
  /** What one side offers the other; its words are stored under `textId`. */
  readonly offer: Offer | null;
  /** Settlements offered so far, by either side; absent before the first, or before they were counted. */
  readonly offers?: number;
  readonly ruling: DisputeRuling | null;
  readonly appealed: boolean;
  /** Whose appeal it is, and which measures it stopped; absent where none was made, or before that was kept. */
  readonly appeal?: { readonly by: Party; readonly rests: readonly TaskId[] };
  readonly settledAt: Instant | null;
  /** A tacit settlement was taken back. */
  readonly reopened: boolean;
}

interface Offer {
  readonly by: Party;
  readonly textId: string | null;
  /** Of the settlements offered in the case, each of which takes the place of the one before; absent where it can be followed by none. */
  readonly no?: number;
}

export interface DisputeRuling {
  readonly outcome: Ruling;
  readonly at: Instant;
  readonly staffNo: string;
  /** The ticket's round in which it was pronounced: what is re-assessed later is no measure of it. */
  readonly round: number;
  /** The manager's word has no level above it. */
  readonly final: boolean;
}

/** A new case: the seller has the first word. */
export function openedDispute(opening: Pick<Dispute, 'caseNo' | 'rules' | 'supplierCompanyId' | 'openedAt'>): Dispute {
  return {
    ...opening,
    step: 'SELLER_HANDLING',
    complete: [],
    evidence: { buyer: 0, supplier: 0 },
    unsealedAt: null,
    offer: null,
    ruling: null,
    appealed: false,
    settledAt: null,
    reopened: false,
  };
}

export function rulesOf(dispute: Dispute): DisputeRules {
  return disputeRules(dispute.rules);
}

export function stepOf(dispute: Dispute): StepRule {
  return rulesOf(dispute).steps[dispute.step];
}

/** The places, of any version of the rules, that are told as one stage. */
export function stepsOf(stage: DisputeStage): readonly DisputeStep[] {
  const { steps } = disputeRules(CURRENT_RULES);
  return DISPUTE_STEPS.filter((step) => steps[step].stage === stage);
}

/** Somebody is still to act on it. */
export function isRunning(dispute: Dispute | null): dispute is Dispute {
  return dispute !== null && stepOf(dispute).waitsOn !== null;
}

/** The platform has decided it, whatever became of the ticket since: there is an appeal against that, and no second case about the same. */
export function isRuled(dispute: Dispute | null): boolean {
  return dispute !== null && dispute.ruling !== null;
}

/** The parties are to act, so the desk's own limits stand still. */
export function isPartysTurn(dispute: Dispute): boolean {
  const { waitsOn } = stepOf(dispute);
  return waitsOn === 'buyer' || waitsOn === 'supplier' || waitsOn === 'parties';
}

/** Whether this limit is the time in which a party has the word now: when it is over, its silence moves the case on. */
export function isPartyWindow(dispute: Dispute | null, clock: TicketClockId): boolean {
  return isRunning(dispute) && isPartysTurn(dispute) && stepOf(dispute).clock === clock;
}

/** Where `name` leads from where the dispute stands; null: it is not taken there. */
export function leadsTo(dispute: Dispute, name: DisputeCommandName): DisputeStep | null {
  return stepOf(dispute).leaves[name] ?? null;
}

/** Of whom the evidence is awaited still; both in no order: null. */
export function awaitedParty(dispute: Dispute): Party | null {
  const [first, ...others] = dispute.complete;
  if (first === undefined || others.length > 0) return null;
  return first === 'buyer' ? 'supplier' : 'buyer';
}

/** What the seller bears besides: nothing for paying by himself or for silence, a mark only where he was ruled against. */
export function hasPenaltyMark(dispute: Dispute): boolean {
  return dispute.step === 'RULED' && dispute.ruling?.outcome === 'FOR_BUYER';
}
