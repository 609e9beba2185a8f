import type { Party } from '../../contracts/disputes.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import type { Dispute } from './dispute.ts';
import type { EvidenceReader } from './sealed.ts';

/** A ticket as far as its disputes go: the latest, and those before it, oldest first. */
interface Disputed {
  readonly companyId: string;
  readonly dispute: Dispute | null;
  readonly pastDisputes?: readonly Dispute[];
}

/** All disputes of a ticket, oldest first. */
export function casesOf({ dispute, pastDisputes = [] }: Disputed): readonly Dispute[] {
  return dispute === null ? pastDisputes : [...pastDisputes, dispute];
}

/** As whom somebody reads a ticket's disputes; null: the house. Whoever is no party of any is kept out before. */
function readingParty({ companyId }: Disputed, actor: Actor): Party | null {
  if (actor.kind !== 'customer') return null;
  return actor.companyId === companyId ? 'buyer' : 'supplier';
}

/** The disputes in which this reader takes or took part, oldest first; the house and the buyer: in all. */
export function casesSeenBy(ticket: Disputed, actor: Actor): readonly Dispute[] {
  const cases = casesOf(ticket);
  if (actor.kind !== 'customer' || actor.companyId === ticket.companyId) return cases;
  return cases.filter(({ supplierCompanyId }) => supplierCompanyId === actor.companyId);
}

/** Whoever asks for evidence: as which party, and of which cases. */
export function evidenceReader(ticket: Disputed, actor: Actor): EvidenceReader {
  return { party: readingParty(ticket, actor), cases: casesSeenBy(ticket, actor) };
}

export interface Period {
  readonly from: Instant;
  /** Before this; null: without end. */
  readonly until: Instant | null;
}

/** When what happens on the ticket is this supplier's to read: from each claim against it to the next claim on the ticket. */
export function periodsOf(ticket: Disputed, supplierCompanyId: string): readonly Period[] {
  const cases = casesOf(ticket);
  return cases.flatMap((one, position) =>
    one.supplierCompanyId === supplierCompanyId
      ? [{ from: one.openedAt, until: cases[position + 1]?.openedAt ?? null }]
      : [],
  );
}

/** Whether an instant lies in one of the periods. */
export function isWithin(periods: readonly Period[], at: Instant): boolean {
  const ms = Date.parse(at);
  return periods.some(({ from, until }) => ms >= Date.parse(from) && (until === null || ms < Date.parse(until)));
}
