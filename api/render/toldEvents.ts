import { DISPUTE_CLOCK_IDS } from '../../contracts/clocks.ts';
import { EVENT_OF_COMMAND, type EventType, OTHER_EVENTS } from '../../contracts/events.ts';
import type { Principal } from '../../contracts/people.ts';
import type { Visibility } from '../../db/repositories/reading/timeline.ts';
import type { JudgedEvent } from '../../domain/ticket/covered.ts';

type Telling = 'with-words' | 'bare';

/** With words only where it is said whose words these are, so that they can be withheld. */
type ToldOf = { readonly [Type in EventType]?: Type extends JudgedEvent ? Telling : 'bare' };

/** What both parties of a dispute are told. Evidence is shown where it is read, as far as it is unsealed. */
const TOLD_TO_PARTIES = {
  'dispute-opened': 'with-words',
  compensated: 'with-words',
  'claim-refused': 'with-words',
  'settlement-offered': 'with-words',
  'settlement-accepted': 'bare',
  'settlement-rejected': 'with-words',
  'evidence-submitted': 'bare',
  'evidence-completed': 'bare',
  conceded: 'with-words',
  ruled: 'with-words',
  appealed: 'with-words',
  'appeal-decided': 'with-words',
  'appeal-withdrawn': 'bare',
  'measures-changed': 'with-words',
} as const satisfies ToldOf;

/** What happened as far as a customer is told, and whether the words of it were meant for the customer. */
const TOLD_TO_CUSTOMERS = {
  opened: 'with-words',
  message: 'with-words',
  classified: 'bare',
  'taken-over': 'bare',
  'handed-on': 'bare',
  'handed-over': 'bare',
  reassigned: 'bare',
  coordinated: 'bare',
  'material-requested': 'with-words',
  'material-waived': 'bare',
  'material-supplied': 'with-words',
  answered: 'with-words',
  'incident-answered': 'with-words',
  'suggestion-reviewed': 'with-words',
  'abuse-warned': 'with-words',
  attached: 'bare',
  detached: 'bare',
  'progress-reported': 'with-words',
  'date-set': 'bare',
  promised: 'bare',
  accepted: 'bare',
  rejected: 'with-words',
  rated: 'with-words',
  urged: 'with-words',
  withdrawn: 'with-words',
  reopened: 'with-words',
  escalated: 'with-words',
  extended: 'with-words',
  'urgent-confirmed': 'bare',
  'urgent-downgraded': 'with-words',
  'closed-unresolved': 'with-words',
  'marked-duplicate': 'bare',
  merged: 'bare',
  declined: 'with-words',
  terminated: 'with-words',
  ...TOLD_TO_PARTIES,
  complained: 'bare',
  'clock-lapsed': 'bare',
  closed: 'bare',
  archived: 'bare',
} as const satisfies ToldOf;

/** Of the buyer's ticket the other party is told the dispute, and how it ended. */
const TOLD_TO_SUPPLIERS = {
  ...TOLD_TO_PARTIES,
  'clock-lapsed': 'bare',
  withdrawn: 'bare',
  closed: 'bare',
} as const satisfies ToldOf;

const EVENT_TYPES: readonly EventType[] = [...Object.values(EVENT_OF_COMMAND), ...OTHER_EVENTS];

const TOLD: Readonly<Record<'customer' | 'supplier', ReadonlyMap<string, Telling>>> = {
  customer: new Map(Object.entries(TOLD_TO_CUSTOMERS)),
  supplier: new Map(Object.entries(TOLD_TO_SUPPLIERS)),
};

function typesIn<T extends Partial<Record<EventType, Telling>>>(told: T): EventType[] {
  return EVENT_TYPES.filter((type) => Object.hasOwn(told, type));
}

/** Staff are not told of reviews of their own work before the result. */
export function unawareOf(principal: Principal): string | null {
  return principal.kind === 'staff' ? principal.staffNo : null;
}

/** The supplier's part has a beginning of its own, for which see `visibleToSupplier`. */
export function visibleTo(principal: Principal): Visibility {
  switch (principal.kind) {
    case 'customer':
      return { kind: 'only', types: typesIn(TOLD_TO_CUSTOMERS) };
    case 'staff':
      return { kind: 'all', unaware: unawareOf(principal) };
    case 'integration':
      return { kind: 'all', unaware: null };
  }
}

/** Nothing of what happened before its disputes, or in one against somebody else. */
export function visibleToSupplier(companyId: string): Visibility {
  return { kind: 'against', types: typesIn(TOLD_TO_SUPPLIERS), companyId, clocks: DISPUTE_CLOCK_IDS };
}

/** Whether the words of an event were meant for this side of the ticket. */
export function isToldWithWords(side: 'customer' | 'supplier', type: EventType): boolean {
  return TOLD[side].get(type) === 'with-words';
}
