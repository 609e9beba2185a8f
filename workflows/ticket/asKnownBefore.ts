import { patched } from '@temporalio/workflow';
import type { Actor } from '../../contracts/people.ts';
import { isRunning } from '../../domain/dispute/dispute.ts';
import type { TicketInput } from '../../domain/ticket/decide.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

/**
 * The state by which an input is decided. A history from before the desk remembered that a department had given a task back, that an
 * extension was asked for, or that a rating was reviewed, goes on as it did then; so does one in which staff withdrew a claim, or the
 * buyer one that was ruled on. The patches may go two months after the release.
 */
export function asKnownBefore(state: TicketState, input: TicketInput): TicketState {
  if (input.name === 'task-refuse' && isReturnedAgain(state, input.payload.taskId) && !patched('refusals-count'))
    return { ...state, sentBackBy: [] };
  if (input.name === 'request-extension' && state.extensionAsked !== null && !patched('one-extension-asked'))
    return { ...state, extensionAsked: null };
  const { rating } = state;
  if (input.name === 'rate' && rating?.reviewed === true && !patched('reviewed-once'))
    return { ...state, rating: { rating: rating.rating, at: rating.at } };
  if (input.name === 'withdraw' && isOthersClaim(state, input.actor) && !patched('claims-own')) return withdrawn(state);
  return state;
}

function isOthersClaim({ dispute }: TicketState, actor: Actor): boolean {
  return isRunning(dispute) && (actor.kind !== 'customer' || dispute.step === 'APPEAL');
}

function withdrawn(state: TicketState): TicketState {
  return state.dispute === null ? state : { ...state, dispute: { ...state.dispute, step: 'WITHDRAWN' } };
}

function isReturnedAgain({ tasks, sentBackBy }: TicketState, taskId: string): boolean {
  return tasks.some((task) => task.taskId === taskId && sentBackBy.includes(task.department));
}
