import type { TicketClockId } from '../../contracts/clocks.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import { DEPARTMENTS, type Department } from '../../contracts/people.ts';
import type { TicketStatus } from '../../contracts/ticket.ts';
import { findCategory } from '../catalog/categories.ts';
import { ENDED_BY_WORD } from '../ticket/clockwork.ts';
import type { Span } from './span.ts';
import type { Course, Holding } from './split.ts';

/** A line of the timeline, as far as it tells who had the ticket and on whom it waited. */
export interface PastEvent extends Pick<TicketEvent, 'type' | 'after' | 'data'> {
  /** In ms. */
  readonly at: number;
}

const WAITING: readonly TicketStatus[] = ['WAITING_CUSTOMER', 'WAITING_PARTIES', 'AWAITING_CONFIRMATION', 'CLOSED'];

/** By these the customer waits for a word of the desk, so nothing of their time is ever the customer's. */
const OWED_WORDS: readonly TicketClockId[] = [...ENDED_BY_WORD, 'PROMISE'];

/** When everything waited for the customer or the parties, as far as a clock of this kind leaves its time to them; `end` in ms. */
export function waitingIn(events: readonly PastEvent[], clock: TicketClockId, end: number): Span[] {
  if (OWED_WORDS.includes(clock)) return [];
  const spans: Span[] = [];
  let since: number | null = null;
  for (const event of events) {
    const { at } = event;
    const waits = WAITING.includes(event.after) && !isPlatformsTurn(event);
    if (waits && since === null) since = at;
    if (waits || since === null) continue;
    spans.push({ from: since, to: at });
    since = null;
  }
  return since === null ? spans : [...spans, { from: since, to: end }];
}

/** With the last window of the parties the platform has to rule; the line that says so still bears the status before. */
function isPlatformsTurn({ type, data }: PastEvent): boolean {
  return type === 'clock-lapsed' && data['clock'] === 'DISPUTE_PREHANDLE';
}

/** Which departments had the ticket, oldest first. Tickets opened before openings named it: the category's. */
export function holdingsIn(events: readonly PastEvent[]): Course['holdings'] {
  const [first, ...later] = events.flatMap(holdingOf);
  return first === undefined ? [{ since: 0, department: 'FRONT' }] : [first, ...later];
}

function holdingOf({ type, at, data }: PastEvent): Holding[] {
  switch (type) {
    case 'opened':
      return [{ since: at, department: named(data['department']) ?? ofCategory(data['category']) }];
    case 'classified':
      return [{ since: at, department: named(data['department']) ?? ofCategory(data['category']) }];
    case 'sent-back':
      return [{ since: at, department: 'FRONT' }];
    default:
      return [];
  }
}

function named(value: unknown): Department | undefined {
  return DEPARTMENTS.find((department) => department === value);
}

function ofCategory(code: unknown): Department {
  return (typeof code === 'string' ? findCategory(code)?.department : undefined) ?? 'FRONT';
}
