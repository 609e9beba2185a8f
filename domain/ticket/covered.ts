import type { EventType } from '../../contracts/events.ts';
import type { Actor, Principal, Scope } from '../../contracts/people.ts';

/** Categories whose answers say what is a company's own, and the scopes of which any one covers them; all others say what every account may know. */
const COVERED_BY: Readonly<Partial<Record<string, readonly Scope[]>>> = {
  'ACC.QUAL.STATUS': ['qualification.manage'],
  'ACC.QUAL.REVIEW': ['qualification.manage'],
  'ORD.PAY.FAILED': ['payment.view'],
  'ORD.PAY.VOUCHER': ['payment.view'],
  'ORD.PAY.DUPLICATE': ['payment.view'],
  'ORD.PAY.REFUND': ['refund.apply', 'payment.view'],
  'ORD.DISPUTE.INVOICE': ['invoice.manage'],
  'OTH.INVOICE.DELIVERY': ['invoice.manage'],
  'MER.FIN.STATEMENT': ['payment.view'],
  'MER.FIN.DEPOSIT': ['payment.view'],
};

/** Whether scopes cover what is said of a category. Source: docs/norms.md, decision 24. */
export function isCovered(scopes: readonly Scope[], category: string | null): boolean {
  const needed = category === null ? undefined : COVERED_BY[category];
  return needed === undefined || needed.some((scope) => scopes.includes(scope));
}

/** Whether a reader is told what the desk says in tickets of a category; beyond its scopes the main account reads it in its inbox. */
export function isToldWords(principal: Principal, category: string | null): boolean {
  return principal.kind !== 'customer' || principal.main || isCovered(principal.scopes, category);
}

const SAID_BY_DESK: readonly EventType[] = [
  'message',
  'answered',
  'incident-answered',
  'progress-reported',
  'closed-unresolved',
];

interface Said {
  readonly type: EventType;
  readonly author: Actor;
  readonly category: string | null;
}

/** Whether words in which the desk tells of the matter itself are beyond a reader's scopes; what it asks for is for whoever asked. */
export function isWithheld(principal: Principal, { type, author, category }: Said): boolean {
  return SAID_BY_DESK.includes(type) && author.kind !== 'customer' && !isToldWords(principal, category);
}
