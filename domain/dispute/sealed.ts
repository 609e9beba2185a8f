import type { Party } from '../../contracts/disputes.ts';
import type { Dispute } from './dispute.ts';

/** Who looks at evidence. */
export interface EvidenceReader {
  /** Null: the house. */
  readonly party: Party | null;
  /** The disputes of the ticket in which this reader is a party. */
  readonly cases: readonly Dispute[];
}

/**
 * Whether this reader sees evidence of `party` in a case: a party its own at once, the other's of the same dispute once the window has
 * ended; the supplier nothing of disputes with others (docs/norms.md, disputes).
 */
export function mayReadEvidence(
  { party, caseNo }: { readonly party: Party; readonly caseNo: number },
  reader: EvidenceReader,
): boolean {
  if (reader.party === null) return true;
  const ofIts = reader.cases.find((one) => one.caseNo === caseNo);
  if (party === reader.party) return ofIts !== undefined || reader.party === 'buyer';
  return ofIts !== undefined && ofIts.unsealedAt !== null;
}
