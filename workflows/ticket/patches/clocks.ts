import type { Clock } from '../../../domain/clocks/types.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';

/** The limits that a decision began. */
export function began(before: TicketState, { clocks }: TicketState): Clock[] {
  const known = new Set(before.clocks.map(({ key }) => key));
  return clocks.filter(({ key }) => !known.has(key));
}

/** The same limits, but for what the decision ended, which ran on. */
export function asTheyRan(before: TicketState, state: TicketState, ended: readonly Clock[]): TicketState {
  return withClocks(
    state,
    ended,
    (clock) => before.clocks.find(({ key }) => key === clock.key) ?? { ...clock, status: 'running', stoppedAt: null },
  );
}

export function withClocks(state: TicketState, chosen: readonly Clock[], next: (clock: Clock) => Clock): TicketState {
  return { ...state, clocks: state.clocks.map((clock) => (chosen.includes(clock) ? next(clock) : clock)) };
}

export function withoutClocks(state: TicketState, chosen: readonly Clock[]): TicketState {
  return { ...state, clocks: state.clocks.filter((clock) => !chosen.includes(clock)) };
}
