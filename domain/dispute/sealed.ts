import type { Party } from '../../contracts/disputes.ts';
import type { Dispute } from './dispute.ts';

/** Who looks at evidence. */
export interface EvidenceReader {
  /** Null: the house. */
  readonly party: Party | null;
  /** The ticket's latest. */
  readonly dispute: Dispute | null;
}

/**
 * Whether this reader sees evidence of `party` in a case: a party its own at once, the other's of the same dispute once the window has
 * ended; the supplier nothing of other disputes (docs/norms.md, disputes).
 */
export function mayReadEvidence(
  { party, caseNo }: { readonly party: Party; readonly caseNo: number },
  reader: EvidenceReader,
): boolean {
  const { dispute } = reader;
  if (reader.party === null) return true;
  const ofThisCase = caseNo === dispute?.caseNo;
  if (party === reader.party) return ofThisCase || reader.party === 'buyer';
  return ofThisCase && dispute.unsealedAt !== null;
}
