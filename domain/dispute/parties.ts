import type { Party } from '../../contracts/disputes.ts';
import type { Actor } from '../../contracts/people.ts';
import type { Dispute } from './dispute.ts';

interface Sides {
  readonly companyId: string;
  readonly dispute: Dispute | null;
}

/** For which side this actor speaks: the ticket's own company is the buyer. */
export function partyOf({ companyId, dispute }: Sides, actor: Actor): Party | null {
  if (actor.kind !== 'customer') return null;
  if (actor.companyId === companyId) return 'buyer';
  return actor.companyId === dispute?.supplierCompanyId ? 'supplier' : null;
}

export function otherParty(party: Party): Party {
  return party === 'buyer' ? 'supplier' : 'buyer';
}
