import { patched } from '@temporalio/workflow';
import type { Actor } from '../../../contracts/people.ts';
import { isRunning } from '../../../domain/dispute/dispute.ts';
import type { TicketInput } from '../../../domain/ticket/decide.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';

/**
 * The state by which an input is decided: what tickets from before a change go on doing, as their histories have it. Each patch may go
 * two months after its release. Here: the desk did not remember that a rating was reviewed; staff withdrew claims, and buyers those
 * that were ruled on; to be classified anew was the same in a round as before it, and left a special ticket's rhythm of reports.
 */
export function asKnownBefore(state: TicketState, input: TicketInput): TicketState {
  const { rating } = state;
  if (input.name === 'rate' && rating?.reviewed === true && !patched('reviewed-once'))
    return { ...state, rating: { rating: rating.rating, at: rating.at } };
  const isSpecial = state.slaClass === 'special';
  if (input.name === 'classify' && (state.round > 0 || isSpecial) && !patched('classified-anew'))
    return { ...state, round: 0, ...(isSpecial ? { slaClass: null } : {}) };
  if (input.name === 'withdraw' && isOthersClaim(state, input.actor) && !patched('claims-own')) return withdrawn(state);
  return state;
}

function isOthersClaim({ dispute }: TicketState, actor: Actor): boolean {
  return isRunning(dispute) && (actor.kind !== 'customer' || dispute.step === 'APPEAL');
}

function withdrawn(state: TicketState): TicketState {
  return state.dispute === null ? state : { ...state, dispute: { ...state.dispute, step: 'WITHDRAWN' } };
}
