import { patched } from '@temporalio/workflow';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { isTicking } from '../../../domain/clocks/running/ticking.ts';
import { isPartyWindow } from '../../../domain/dispute/dispute.ts';
import { tickingClock } from '../../../domain/ticket/clockwork.ts';
import { carriedOut, type TicketInput } from '../../../domain/ticket/decide.ts';
import { isOpenPromise } from '../../../domain/ticket/openPromise.ts';
import { lateReminder, SILENCE_CLOCKS } from '../../../domain/ticket/silence.ts';
import type { Decided, TicketState } from '../../../domain/ticket/state.ts';

/** The window of a party that ran out moved its case on from before a change, whether or not it was reminded. */
export function movedOnInSilence(before: TicketState, decided: Decided, input: TicketInput): Decided {
  const window = before.clocks.find((clock) => isTicking(clock) && isPartyWindow(before.dispute, clock.id));
  const lapsed = decided.state.clocks.some((clock) => clock.key === window?.key && clock.status === 'lapsed');
  if (window === undefined || !lapsed || lateReminder(window) === undefined || patched('parties-once-reminded'))
    return decided;
  return carriedOut(asReminded(before, [window.id]), input, decided.at);
}

/** A wait that ran out closed the ticket of a customer from before a change, whatever he was promised, and whether or not he was reminded. */
export function closedInSilence(before: TicketState, decided: Decided, input: TicketInput): Decided {
  if (!ranOutOpen(before, decided.state)) return decided;
  const wait = tickingClock(before, SILENCE_CLOCKS);
  const isReminded = wait === undefined || lateReminder(wait) === undefined || patched('closed-once-reminded');
  const known = isReminded ? before : asReminded(before, SILENCE_CLOCKS);
  const closed = isReminded ? decided : carriedOut(known, input, decided.at);
  return ranOutOpen(known, closed.state) && !patched('promises-hold-open')
    ? withoutPromise(known, closed, input)
    : closed;
}

function ranOutOpen(before: TicketState, { status, clocks }: TicketState): boolean {
  const waited = tickingClock(before, SILENCE_CLOCKS)?.key;
  return isOpen(status) && clocks.some((clock) => clock.key === waited && clock.status === 'lapsed');
}

function asReminded(state: TicketState, ids: readonly TicketClockId[]): TicketState {
  const clocks = state.clocks.map((clock) => {
    const reminder = ids.includes(clock.id) ? lateReminder(clock) : undefined;
    return reminder === undefined ? clock : { ...clock, doneUntil: reminder.at };
  });
  return { ...state, clocks };
}

function withoutPromise(before: TicketState, decided: Decided, input: TicketInput): Decided {
  const promises = decided.state.clocks.filter(isOpenPromise);
  const closed = carriedOut(
    { ...before, clocks: before.clocks.filter((clock) => !isOpenPromise(clock)) },
    input,
    decided.at,
  );
  return { ...closed, state: { ...closed.state, clocks: [...closed.state.clocks, ...promises] } };
}

/** What a customer did without a word, a part of the material or his wish for a senior agent, left the wait for him as it was. */
export function actedInSilence(before: TicketState, state: TicketState, input: TicketInput): TicketState {
  const isAct = input.name === 'supply-material' || input.name === 'escalate';
  const wait = tickingClock(before, SILENCE_CLOCKS);
  if (!isAct || wait === undefined || state.status !== before.status) return state;
  const goesOn = state.clocks.some((clock) => clock.key === wait.key && isTicking(clock));
  if (goesOn || patched('acts-break-silence')) return state;
  const known = before.clocks.map(({ key }) => key);
  const clocks = state.clocks
    .filter(({ key, id }) => known.includes(key) || !SILENCE_CLOCKS.includes(id))
    .map((clock) => (clock.key === wait.key ? wait : clock));
  return { ...state, clocks };
}
