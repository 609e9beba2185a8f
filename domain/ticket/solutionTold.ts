import type { TicketClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import { toldDate } from '../clocks/running/toldDate.ts';
import type { Clock } from '../clocks/types.ts';
import { isTimeToSetDate, RESOLVE_CLOCKS } from './clockwork.ts';
import type { TicketState } from './state.ts';

/** The customer waits for the solution, the first or a new one. */
export const OF_SOLUTION: readonly TicketClockId[] = [...RESOLVE_CLOCKS, 'REASSESS'];

/**
 * By when the customer was told that what this limit of his ticket asks for is done, in UTC; null: he was told no instant. Of a ticket
 * that nobody has classified the limit of the first solution is the desk's alone, and he was told a date only by a merge (docs/norms.md).
 */
export function toldBy({ category }: Pick<TicketState, 'category'>, limit: Clock): Instant | null {
  if (isTimeToSetDate(limit)) return null;
  if (category === null && RESOLVE_CLOCKS.includes(limit.id)) return toldDate(limit)?.dueAt ?? null;
  return limit.plan?.dueAt ?? null;
}

/** The end of this limit is what the customer counts on. */
export function isEndTold(state: Pick<TicketState, 'category'>, limit: Clock): boolean {
  const told = toldBy(state, limit);
  return told !== null && told === limit.plan?.dueAt;
}
