import type { Instant } from '../../contracts/instants.ts';
import { MESSAGE_CLOCKS } from '../../domain/ticket/clockwork.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

export const isReply = ({ id }: Pick<Clock, 'id'>): boolean => MESSAGE_CLOCKS.includes(id);

/** The same ticket with its reply due at this instant, at whichever hour it was opened. */
export function replyDueAt(state: TicketState, dueAt: Instant): TicketState {
  const startedAt = new Date(Date.parse(dueAt) - 180_000).toISOString();
  const moments = [{ kind: 'due', at: dueAt, step: 1 }] as const;
  const clocks = state.clocks.map((clock) =>
    clock.plan !== null && isReply(clock) ? { ...clock, startedAt, plan: { ...clock.plan, dueAt, moments } } : clock,
  );
  return { ...state, clocks };
}
