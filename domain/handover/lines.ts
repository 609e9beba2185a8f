import type { TicketClockId } from '../../contracts/clocks.ts';
import type { LineKind } from '../../contracts/handovers.ts';
import type { Instant } from '../../contracts/instants.ts';
import { isOpen } from '../../contracts/ticket.ts';
import type { TicketState } from '../ticket/state.ts';
import { isUnderWay } from '../ticket/underWay.ts';

/** Somebody whose shift ends, and when he is back. */
export interface Leaving {
  readonly staffNo: string;
  readonly returnsAt: Instant;
}

export interface NoteLine {
  readonly kind: LineKind;
  readonly dueAt: Instant | null;
}

/**
 * Whether a ticket is handed over at the end of a shift, and why: open and urgent, a left message that waits, or a promise, on a closed
 * ticket too, due before whoever has it returns (docs/norms.md, rosters and hand-overs). One that nobody has is listed where it is urgent or a left message; its promise is its
 * first contact's. Null: it stays with its agent.
 */
export function lineOf(state: TicketState, leaving: readonly Leaving[]): NoteLine | null {
  const { status, assignee, firstContact, urgent } = state;
  const person = leaving.find(({ staffNo }) => staffNo === (assignee?.staffNo ?? firstContact));
  if (!isUnderWay(state) || (assignee !== null && person === undefined)) return null;
  // Answered, it waits for the customer's word, and nothing is urgent for the desk.
  if (urgent && isOpen(status) && status !== 'AWAITING_CONFIRMATION') return { kind: 'urgent', dueAt: firstDue(state) };
  const leftMessage = firstDue(state, 'ONLINE_LEFT');
  if (leftMessage !== null) return { kind: 'left-message', dueAt: leftMessage };
  const promise = firstDue(state, 'PROMISE');
  if (promise === null || person === undefined || promise >= person.returnsAt) return null;
  return { kind: 'promise', dueAt: promise };
}

/** The next limit that runs out, of an id or of all. */
function firstDue({ clocks }: TicketState, id?: TicketClockId): Instant | null {
  const running = clocks.filter((clock) => clock.status === 'running' && (id === undefined || clock.id === id));
  return running.flatMap(({ plan }) => plan?.dueAt ?? []).toSorted()[0] ?? null;
}
