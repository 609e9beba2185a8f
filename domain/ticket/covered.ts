import type { EventType, TicketEvent } from '../../contracts/events.ts';
import type { Actor, Principal, Scope } from '../../contracts/people.ts';
import type { Speaking } from '../../contracts/withheld.ts';
import type { TicketState } from './state.ts';

/** Categories whose answers say what is a company's own, and the scopes of which any one covers them; all others say what every account may know. */
const COVERED_BY: Readonly<Record<string, readonly Scope[]>> = {
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

/** The scopes that bound what a reader is told; null: none do, as for the desk, machines and the main account. */
export type Bounds = readonly Scope[] | null;

export function boundsOf(principal: Principal): Bounds {
  return principal.kind !== 'customer' || principal.main ? null : principal.scopes;
}

/** Of which categories the desk's words are beyond a reader. Source: docs/norms.md, decision 24. */
export function categoriesBeyond(bounds: Bounds): readonly string[] {
  if (bounds === null) return [];
  const beyond = Object.entries(COVERED_BY).filter(([, scopes]) => !scopes.some((scope) => bounds.includes(scope)));
  return beyond.map(([category]) => category);
}

/** Every kind of event whose words a customer is told, and whose they are where no customer says them. */
const SPEAKING = {
  opened: 'for-reader',
  message: 'of-matter',
  'material-requested': 'for-reader',
  'material-supplied': 'for-reader',
  answered: 'of-matter',
  'incident-answered': 'of-matter',
  'suggestion-reviewed': 'of-matter',
  'abuse-warned': 'for-reader',
  'progress-reported': 'of-matter',
  rejected: 'for-reader',
  rated: 'for-reader',
  urged: 'for-reader',
  withdrawn: 'for-reader',
  // By a review or a supervisor: with what was found.
  reopened: 'of-matter',
  escalated: 'for-reader',
  extended: 'of-matter',
  'urgent-downgraded': 'of-matter',
  'closed-unresolved': 'of-matter',
  declined: 'of-matter',
  terminated: 'for-reader',
  'dispute-opened': 'for-reader',
  compensated: 'for-reader',
  'claim-refused': 'for-reader',
  'settlement-offered': 'for-reader',
  'settlement-rejected': 'for-reader',
  conceded: 'for-reader',
  ruled: 'of-dispute',
  appealed: 'for-reader',
  'appeal-decided': 'of-dispute',
  'measures-changed': 'of-dispute',
} as const satisfies Partial<Record<EventType, Speaking>>;

/** The kinds of events of which it is said whose their words are; those of no other may be told to a customer. */
export type JudgedEvent = keyof typeof SPEAKING;

const SPEAKING_OF: Readonly<Partial<Record<EventType, Speaking>>> = SPEAKING;

export function speakingOf(type: EventType, author: Actor): Speaking {
  return author.kind === 'customer' ? 'for-reader' : (SPEAKING_OF[type] ?? 'for-reader');
}

/** Words with what decides who is told them. */
export interface Said {
  readonly speaking: Speaking;
  /** The categories in which they were said, and in which a ticket stood that a merge brought them from. */
  readonly saidIn: readonly string[];
  /** Of their ticket, now. */
  readonly category: string | null;
  /** A merge brought them from a ticket that the reader may not read. */
  readonly fromUnread?: boolean;
}

/** Whether a reader is not told words: beyond the scopes in any of their categories, or another account's. Source: docs/norms.md, decision 24. */
export function isWithheld(bounds: Bounds, { speaking, saidIn, category, fromUnread = false }: Said): boolean {
  if (bounds === null || fromUnread) return bounds !== null;
  if (speaking === 'for-reader' || (speaking === 'of-dispute' && bounds.includes('dispute.manage'))) return false;
  const beyond = categoriesBeyond(bounds);
  return [...saidIn, category].some((one) => one !== null && beyond.includes(one));
}

/** In which categories the words of a decision are said: in the ticket's, and what an incident's head answered in that one's as well. */
export function saidInOf(
  { category, proposedIn = [] }: TicketState,
  events: readonly TicketEvent[],
): readonly string[] {
  const own = category === null ? [] : [category];
  return events.some(({ type }) => type === 'incident-answered') ? [...new Set([...own, ...proposedIn])] : own;
}

/** Whether the answer that stands is withheld from a reader: whoever may not read it neither accepts, refuses nor rates it, nor re-opens what it closed. */
export function isAnswerWithheld(bounds: Bounds, { category, proposedIn = [] }: Answered): boolean {
  return isWithheld(bounds, { speaking: 'of-matter', saidIn: proposedIn, category });
}

type Answered = Pick<TicketState, 'category' | 'proposedIn'>;
